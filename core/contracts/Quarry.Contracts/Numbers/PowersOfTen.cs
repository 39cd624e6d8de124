namespace Quarry.Contracts.Internals;

/// <summary>The powers of ten that fit each width.</summary>
internal static class PowersOfTen
{
    public const int MaxDigits64 = 19;
    public const int MaxDigits128 = 38;
    public const int MaxDigits256 = 76;

    /// <summary>10⁰ to 10³⁸: the first number that does not fit a precision.</summary>
    public static readonly UInt128[] UInt128 = Make128();

    /// <summary>10⁰ to 10⁷⁶.</summary>
    public static readonly UInt256[] UInt256 = Make256();

    /// <summary>10⁰ to 10¹⁹.</summary>
    public static ReadOnlySpan<ulong> UInt64 =>
    [
        1, 10, 100, 1_000, 10_000,
        100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
        10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
        1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ];

    /// <summary>10⁰ to 10²²: all powers of ten that are exact as a double, because 5²² is below 2⁵³.</summary>
    public static ReadOnlySpan<double> Double =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    private static UInt128[] Make128()
    {
        var table = new UInt128[MaxDigits128 + 1];
        table[0] = System.UInt128.One;
        for (int i = 1; i < table.Length; i++)
        {
            table[i] = table[i - 1] * 10;
        }

        return table;
    }

    private static UInt256[] Make256()
    {
        var table = new UInt256[MaxDigits256 + 1];
        table[0] = System.UInt128.One;
        for (int i = 1; i < table.Length; i++)
        {
            _ = table[i - 1].TryMultiplyAdd(10, 0, out table[i]);
        }

        return table;
    }
}
