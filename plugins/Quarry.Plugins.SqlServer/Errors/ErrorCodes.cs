namespace Quarry.Plugins.SqlServer.Errors;

/// <summary>Stable error numbers of this plugin, 22000–22999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int OptionUnknown = 22000;
    public const int OptionInvalid = 22001;
    public const int OptionRefused = 22002;
    public const int TargetInvalid = 22003;

    public const int SavepointName = 22100;
}
