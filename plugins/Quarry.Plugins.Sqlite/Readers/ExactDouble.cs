namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>Which integers a double holds.</summary>
internal static class ExactDouble
{
    /// <summary>True if the integer survives the way to a double and back.</summary>
    public static bool Holds(long value)
    {
        double number = value;
        // 2^63 itself is a double, but no int64; the conversion back would saturate.
        return number < 9223372036854775808.0 && (long)number == value;
    }
}
