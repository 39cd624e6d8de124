namespace Quarry.Plugins.Sybase.Errors;

/// <summary>Stable error numbers of this plugin, 24000–24999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int OptionUnknown = 24000;
    public const int OptionInvalid = 24001;
    public const int OptionRefused = 24002;
    public const int TargetInvalid = 24003;

    public const int NullableBoolean = 24010;
    public const int ColumnName = 24011;
}
