using Quarry.Contracts;

namespace Quarry.Odbc.Conformance;

/// <summary>What psqlODBC 13.02 cannot carry, measured: dates and timestamps outside the years 1 to 9999, and those that stand for infinity.</summary>
internal static class PsqlOdbcLimits
{
    private const int FirstDay = -719_162;
    private const int LastDay = 2_932_896;

    public static bool CanHold(LogicalType type, object value) => type.Kind switch
    {
        TypeKind.Date32 => (int)value is >= FirstDay and <= LastDay,
        TypeKind.Timestamp => Days(type, (long)value) is >= FirstDay and <= LastDay,
        _ => true,
    };

    private static long Days(LogicalType type, long value)
    {
        ValueText.SplitTimestamp(value, type.Unit, out long days, out _);
        return days;
    }
}
