using System.Collections.Frozen;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>The type names that people write: the notation of <see cref="LogicalType"/>, and SQL's common names.</summary>
internal static class TypeNames
{
    private static readonly FrozenDictionary<string, LogicalType> s_aliases = new Dictionary<string, LogicalType>
    {
        ["bool"] = LogicalType.Boolean,
        ["smallint"] = LogicalType.Int16,
        ["int"] = LogicalType.Int32,
        ["integer"] = LogicalType.Int32,
        ["bigint"] = LogicalType.Int64,
        ["long"] = LogicalType.Int64,
        ["real"] = LogicalType.Float32,
        ["float"] = LogicalType.Float64,
        ["double"] = LogicalType.Float64,
        ["text"] = LogicalType.Utf8,
        ["string"] = LogicalType.Utf8,
        ["varchar"] = LogicalType.Utf8,
        ["numeric_text"] = LogicalType.NumericText,
        ["date"] = LogicalType.Date32,
        ["time"] = LogicalType.Time64(TimeUnit.Microsecond),
        ["timestamp"] = LogicalType.Timestamp(TimeUnit.Microsecond),
        ["datetime"] = LogicalType.Timestamp(TimeUnit.Microsecond),
        ["timestamptz"] = LogicalType.TimestampUtc(TimeUnit.Microsecond),
        ["datetimeoffset"] = LogicalType.TimestampOffset(TimeUnit.Microsecond),
        ["blob"] = LogicalType.Binary,
        ["bytes"] = LogicalType.Binary,
        ["bytea"] = LogicalType.Binary,
        ["guid"] = LogicalType.Uuid,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static LogicalType? Find(string name)
    {
        if (LogicalType.TryParse(name, out LogicalType? type) || s_aliases.TryGetValue(name, out type))
        {
            return type;
        }

        int open = name.IndexOf('(', StringComparison.Ordinal);
        bool isDecimal = open > 0 && name[..open].ToUpperInvariant() is "DECIMAL" or "NUMERIC" or "DEC";
        string arguments = isDecimal ? name[open..] : "";
        if (isDecimal && !arguments.Contains(',', StringComparison.Ordinal))
        {
            arguments = arguments.Replace(")", ",0)", StringComparison.Ordinal);
        }

        return isDecimal && (LogicalType.TryParse("decimal128" + arguments, out type) || LogicalType.TryParse("decimal256" + arguments, out type)) ? type : null;
    }
}
