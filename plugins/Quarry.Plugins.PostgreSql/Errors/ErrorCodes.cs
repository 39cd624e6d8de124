namespace Quarry.Plugins.PostgreSql.Errors;

/// <summary>Stable error numbers of this plugin, 21000–21999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int OptionUnknown = 21000;
    public const int OptionInvalid = 21001;
    public const int OptionRefused = 21002;
    public const int TargetInvalid = 21003;

    public const int CannotConnect = 21010;
    public const int AuthenticationRefused = 21011;
    public const int ConnectTimeout = 21012;
    public const int HostUnknown = 21013;
    public const int SessionAttributes = 21014;
    public const int NoHost = 21015;
    public const int ConnectionLost = 21020;
    public const int Protocol = 21021;
    public const int Aborted = 21022;
    public const int EncodingNotUtf8 = 21023;

    public const int TlsNotOffered = 21030;
    public const int TlsHandshake = 21031;
    public const int TlsFile = 21032;
    public const int TlsInjection = 21033;

    public const int AuthenticationUnsupported = 21040;
    public const int AuthenticationWeak = 21041;
    public const int AuthenticationNotAllowed = 21042;
    public const int PasswordMissing = 21043;
    public const int CredentialUnusable = 21044;
    public const int Scram = 21045;
    public const int ScramIterations = 21046;
    public const int ServerNotGenuine = 21047;
    public const int ChannelBinding = 21048;

    public const int Server = 21100;
    public const int StatementStale = 21101;
    public const int ResetFailed = 21102;

    public const int HintUnknown = 21200;
    public const int ParameterCount = 21201;
    public const int NulInSql = 21202;
    public const int Isolation = 21203;
    public const int TransactionLost = 21204;
    public const int OutcomeUnknown = 21205;
    public const int CopyRefused = 21206;
    public const int OutputsMissing = 21207;
    public const int NothingToWrite = 21208;
    public const int CopyUnfit = 21209;
    public const int TooManyParameters = 21210;
    public const int MessageTooLarge = 21211;
    public const int BatchRefused = 21212;
    public const int Deferrable = 21213;
    public const int SnapshotIsolation = 21214;
    public const int NotSplittable = 21215;

    public const int ParameterType = 21250;
    public const int ParameterValue = 21251;
    public const int WriteType = 21252;
    public const int WriteValue = 21253;

    public const int ValueLength = 21300;
    public const int NumericDoesNotFit = 21301;
    public const int ValueRange = 21302;
    public const int ValueForm = 21303;
    public const int ArrayDimensions = 21304;
}
