namespace Quarry.Columnar;

/// <summary>Stable error numbers of the columns, 2000–2999. The table only grows; <c>FrozenNumbersTests</c> freezes it.</summary>
internal static class ErrorCodes
{
    public const int BudgetExhausted = 2001;
    public const int LimitExhausted = 2002;
    public const int Truncated = 2010;
    public const int NotRowBuffer = 2011;
    public const int UnsupportedVersion = 2012;
    public const int UnsupportedFeature = 2013;
    public const int Corrupt = 2014;
    public const int ChecksumMismatch = 2015;
    public const int LimitExceeded = 2016;
    public const int InvalidText = 2017;
    public const int NoTypeCode = 2020;
    public const int TooLargeToWrite = 2021;
}
