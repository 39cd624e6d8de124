namespace Quarry.Arrow;

/// <summary>Stable error numbers of Arrow, 8500–8999. The table only grows; <c>FrozenNumbersTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int Truncated = 8500;
    public const int NotArrow = 8501;
    public const int Unsupported = 8502;
    public const int Corrupt = 8503;
    public const int LimitExceeded = 8504;
    public const int InvalidText = 8505;
    public const int UnsupportedType = 8506;
    public const int Inexact = 8507;
}
