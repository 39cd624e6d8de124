namespace Quarry.Plugins.PostgreSql.Errors;

/// <summary>Stable error numbers of this plugin, 21000–21999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int OptionUnknown = 21000;
    public const int CannotConnect = 21010;
    public const int AuthenticationRefused = 21011;
    public const int ConnectionLost = 21020;
    public const int Protocol = 21021;
    public const int Aborted = 21022;

    public const int Server = 21100;

    public const int HintUnknown = 21200;
    public const int ParameterCount = 21201;
    public const int NulInSql = 21202;
    public const int Isolation = 21203;
    public const int TransactionLost = 21204;
    public const int OutcomeUnknown = 21205;
    public const int CopyRefused = 21206;
    public const int OutputsMissing = 21207;

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
