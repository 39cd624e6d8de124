using System.Reflection;

namespace Quarry.Engine.Tests;

public class ErrorCodesTests
{
    private static readonly Dictionary<string, int> s_frozen = new()
    {
        ["SqlUnterminated"] = 5101,
        ["SqlMixedMarkers"] = 5102,
        ["SqlMarkerNumber"] = 5103,
        ["ParameterMissing"] = 5201,
        ["ParameterExtra"] = 5202,
        ["ParameterAmbiguous"] = 5203,
        ["ParameterUnsupportedType"] = 5204,
        ["ParameterInvalidValue"] = 5205,
        ["ParameterText"] = 5206,
        ["TargetMalformed"] = 5301,
        ["TargetSecrets"] = 5302,
    };

    [Fact]
    public void Numbers_never_change()
    {
        var codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!);

        codes.Values.Should().OnlyHaveUniqueItems().And.OnlyContain(code => code >= 5000 && code <= 5999);
        codes.Should().Contain(s_frozen);
    }
}
