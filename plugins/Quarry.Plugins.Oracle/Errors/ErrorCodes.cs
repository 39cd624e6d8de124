namespace Quarry.Plugins.Oracle.Errors;

/// <summary>Stable error numbers of this plugin, 23000–23999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int OptionUnknown = 23000;
    public const int OptionInvalid = 23001;
    public const int OptionRefused = 23002;
    public const int TargetInvalid = 23003;
}
