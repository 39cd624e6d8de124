using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>What the unscaled integers of a decimal type are below.</summary>
internal static class NumericLimit
{
    public static Int256 Of(LogicalType type)
    {
        _ = ((Int256)1L).TryMultiplyByPow10(type.Precision, out Int256 limit);
        return limit;
    }
}
