using System.Reflection;
using Quarry.Plugins.Oracle.Errors;

namespace Quarry.Plugins.Oracle.Tests;

/// <summary>Programs rely on the numbers: they are never changed or reused.</summary>
public sealed class ErrorCodesTests
{
    [Fact]
    public void The_table_only_grows()
        => typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!)
            .Should().Equal(new Dictionary<string, int>
            {
                ["OptionUnknown"] = 23000,
                ["OptionInvalid"] = 23001,
                ["OptionRefused"] = 23002,
                ["TargetInvalid"] = 23003,
            });
}
