namespace Quarry.Odbc.Errors;

/// <summary>Stable error numbers of the ODBC transport, 4000–4999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int ManagerMissing = 4001;
    public const int NoEnvironment = 4002;
    public const int DriverMissing = 4003;
    public const int NoDriverForTarget = 4004;
    public const int SettingUnknown = 4005;
    public const int SettingInvalid = 4006;
    public const int NotReachedByOdbc = 4007;
    public const int CredentialUnusable = 4008;
    public const int ConnectionString = 4009;

    public const int CannotConnect = 4010;
    public const int LoginRefused = 4011;
    public const int ConnectionLost = 4012;
    public const int LengthWidth = 4013;
    public const int OtherDatabase = 4014;

    public const int Server = 4100;
    public const int NoDiagnostics = 4101;
    public const int CannotReset = 4102;
    public const int HintUnknown = 4103;
    public const int ParameterCount = 4104;
    public const int NotOffered = 4105;
    public const int BadCharacter = 4106;
    public const int TooManyParameters = 4107;
    public const int NotSplittable = 4108;

    public const int Truncated = 4200;
    public const int BadIndicator = 4201;
    public const int RowFailed = 4202;
    public const int ArraySize = 4203;
    public const int ValueRange = 4204;
    public const int TypeNotReadable = 4205;

    public const int ParameterType = 4300;
    public const int ParameterValue = 4301;
    public const int WriteType = 4302;
    public const int RowsMissing = 4303;
    public const int RowRefused = 4304;
    public const int NothingToWrite = 4305;
    public const int BatchRefused = 4306;

    public const int Isolation = 4400;
    public const int OutcomeUnknown = 4401;
    public const int TransactionAborted = 4402;
}
