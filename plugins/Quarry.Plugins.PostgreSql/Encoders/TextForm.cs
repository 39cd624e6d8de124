using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Values as text that the server reads, whatever its session's settings are.</summary>
internal static class TextForm
{
    /// <summary>Writes a value without its length.</summary>
    public static void Write(SendBuffer send, LogicalType type, object value, ParameterPlace place)
        => BinaryForm.Text(send, type.Kind == TypeKind.List ? Array(type.Element!, (IReadOnlyList<object?>)value, place) : Of(type, value, place), place);

    private static string Of(LogicalType type, object value, ParameterPlace place)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        switch (type.Kind)
        {
            case TypeKind.Boolean:
                return (bool)value ? "true" : "false";
            case TypeKind.Float32 or TypeKind.Float64:
                return ((IFormattable)value).ToString("R", invariant);
            case TypeKind.Date32:
                return DateText.Of((int)value);
            case TypeKind.Time64:
                return PgTime.TryFromTime((long)value, type.Unit, out long time) ? DateText.Time(time) : throw place.Error("is no time of day in whole microseconds");
            case TypeKind.Timestamp or TypeKind.TimestampOffset:
                long epoch = value is TimestampOffset offset ? offset.Instant : (long)value;
                return PgTime.TryFromTimestamp(epoch, type.Unit, out long timestamp)
                    ? DateText.Timestamp(timestamp, type.Kind == TypeKind.TimestampOffset || type.IsUtc)
                    : throw place.Error("is no timestamp of PostgreSQL, which are in whole microseconds from 4713 BC to 294276");
            case TypeKind.Interval:
                return ((Interval)value).Nanoseconds % 1_000 == 0 ? ((Interval)value).ToString()
                    : throw place.Error("has nanoseconds, and PostgreSQL's intervals are in whole microseconds");
            case TypeKind.Binary or TypeKind.FixedBinary:
                return "\\x" + Convert.ToHexString((byte[])value);
            default:
                return Convert.ToString(value, invariant)!;
        }
    }

    // Source: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-INPUT. Quoted, no text means anything but itself.
    private static string Array(LogicalType element, IReadOnlyList<object?> values, ParameterPlace place)
    {
        char separator = place.Oid == Oids.BoxArray ? ';' : ',';
        IEnumerable<string> items = values.Select(value => value is null ? "NULL"
            : '"' + Of(element, value, place).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"');
        return "{" + string.Join(separator, items) + "}";
    }
}
