using System.Reflection;
using Quarry.Odbc.Errors;

namespace Quarry.Odbc.Tests;

public sealed class ErrorCodesTests
{
    // Append only: programs compare these numbers.
    private const string Frozen = """
        ManagerMissing 4001
        NoEnvironment 4002
        DriverMissing 4003
        NoDriverForTarget 4004
        SettingUnknown 4005
        SettingInvalid 4006
        NotReachedByOdbc 4007
        CredentialUnusable 4008
        ConnectionString 4009
        CannotConnect 4010
        LoginRefused 4011
        ConnectionLost 4012
        LengthWidth 4013
        OtherDatabase 4014
        Server 4100
        NoDiagnostics 4101
        CannotReset 4102
        HintUnknown 4103
        ParameterCount 4104
        NotOffered 4105
        BadCharacter 4106
        TooManyParameters 4107
        NotSplittable 4108
        Truncated 4200
        BadIndicator 4201
        RowFailed 4202
        ArraySize 4203
        ValueRange 4204
        TypeNotReadable 4205
        ParameterType 4300
        ParameterValue 4301
        WriteType 4302
        RowsMissing 4303
        RowRefused 4304
        NothingToWrite 4305
        BatchRefused 4306
        Isolation 4400
        OutcomeUnknown 4401
        TransactionAborted 4402
        """;

    [Fact]
    public void Numbers_never_change()
        => string.Join('\n', typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => $"{field.Name} {field.GetRawConstantValue()}"))
            .Should().Be(Frozen.ReplaceLineEndings("\n"));
}
