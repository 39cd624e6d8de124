namespace Quarry.Contracts;

/// <summary>Stable error numbers of the contracts, 1000–1999. The table only grows; <c>ErrorCodesTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int ValueOutOfRange = 1001;
    public const int DecimalOverflow = 1003;
    public const int TextNotANumber = 1004;
    public const int TextNotATime = 1005;
    public const int ClrCannotHold = 1006;
    public const int InvalidUtf8 = 1007;
    public const int ColumnTooLarge = 1008;
    public const int NotSupported = 1009;
    public const int PluginFailed = 1020;
    public const int ManagedDependencyMissing = 1021;
    public const int NativeLibraryMissing = 1022;
    public const int NotForThisProcess = 1023;
    public const int BuiltAgainstOtherVersion = 1024;
    public const int PluginDatabaseError = 1025;
}
