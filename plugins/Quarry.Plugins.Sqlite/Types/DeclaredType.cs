using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Types;

/// <summary>A type as it stands in CREATE TABLE. SQLite keeps any text there and derives an affinity from it
/// (https://www.sqlite.org/datatype3.html#determination_of_column_affinity).</summary>
internal sealed class DeclaredType
{
    private DeclaredType(DeclaredKind kind, LogicalType? type) => (Kind, Type) = (kind, type);

    public DeclaredKind Kind { get; }

    /// <summary>The logical type, if <see cref="Kind"/> is <see cref="DeclaredKind.Typed"/>.</summary>
    public LogicalType? Type { get; }

    public static DeclaredType Parse(string declared)
    {
        int open = declared.IndexOf('(', StringComparison.Ordinal);
        string name = string.Join(' ', (open < 0 ? declared : declared[..open]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
        int[] arguments = open < 0 ? [] : ArgumentsOf(declared[(open + 1)..]);
        return name switch
        {
            "" or "ANY" => new(DeclaredKind.PerValue, null),
            "DECIMAL" or "NUMERIC" or "DEC" or "NUMBER" or DdlNames.DecimalBlob => NumberOf(arguments),
            DdlNames.NumericText => new(DeclaredKind.Typed, LogicalType.NumericText),
            _ => (NamedType(name, arguments) ?? ByAffinity(name)) is { } type ? new(DeclaredKind.Typed, type) : new(DeclaredKind.PerValue, null),
        };
    }

    private static LogicalType? NamedType(string name, int[] arguments) => name switch
    {
        "BOOLEAN" or "BOOL" => LogicalType.Boolean,
        "DATE" => LogicalType.Date32,
        "TIME" or "TIME WITHOUT TIME ZONE" => LogicalType.Time64(UnitOf(arguments) == TimeUnit.Nanosecond ? TimeUnit.Nanosecond : TimeUnit.Microsecond),
        "DATETIME" or "TIMESTAMP" or "TIMESTAMP WITHOUT TIME ZONE" => LogicalType.Timestamp(UnitOf(arguments)),
        "TIMESTAMPTZ" or "TIMESTAMP WITH TIME ZONE" => LogicalType.TimestampUtc(UnitOf(arguments)),
        "DATETIMEOFFSET" => LogicalType.TimestampOffset(UnitOf(arguments)),
        "INTERVAL" => LogicalType.Interval,
        "UUID" or "GUID" or "UNIQUEIDENTIFIER" => LogicalType.Uuid,
        "JSON" or DdlNames.JsonText => LogicalType.Json,
        DdlNames.Decimal256Blob when arguments is [>= 1 and <= 76 and int precision, >= -76 and <= 76 and int scale] => LogicalType.Decimal256(precision, scale),
        "XML" or DdlNames.XmlText => LogicalType.Xml,
        "BINARY" or "VARBINARY" => LogicalType.Binary,
        DdlNames.FixedBlob when arguments is [>= 1 and int width] => LogicalType.FixedBinary(width),
        DdlNames.Int8 => LogicalType.Int8,
        DdlNames.Int16 => LogicalType.Int16,
        DdlNames.Int32 => LogicalType.Int32,
        DdlNames.UInt8 => LogicalType.UInt8,
        DdlNames.UInt16 => LogicalType.UInt16,
        DdlNames.UInt32 => LogicalType.UInt32,
        DdlNames.UInt64Blob => LogicalType.UInt64,
        DdlNames.Float32 => LogicalType.Float32,
        _ => null,
    };

    private static LogicalType? ByAffinity(string name) => AffinityRule.Of(name) switch
    {
        Affinity.Integer => LogicalType.Int64,
        Affinity.Text => LogicalType.Utf8,
        Affinity.Blob => LogicalType.Binary,
        Affinity.Real => LogicalType.Float64,
        _ => null,
    };

    private static DeclaredType NumberOf(int[] arguments)
    {
        int precision = arguments.Length > 0 ? arguments[0] : 0;
        int scale = arguments.Length > 1 ? arguments[1] : 0;
        return precision is >= 1 and <= 76 && Math.Abs(scale) <= 76
            ? new(DeclaredKind.Typed, LogicalType.Decimal(precision, scale))
            : new(DeclaredKind.Numeric, null);
    }

    /// <summary>Digits after the second as in TIMESTAMP(3); microseconds without.</summary>
    private static TimeUnit UnitOf(int[] arguments) => arguments is not [int digits, ..] ? TimeUnit.Microsecond : digits switch
    {
        <= 0 => TimeUnit.Second,
        <= 3 => TimeUnit.Millisecond,
        <= 6 => TimeUnit.Microsecond,
        _ => TimeUnit.Nanosecond,
    };

    private static int[] ArgumentsOf(string text)
    {
        int close = text.IndexOf(')', StringComparison.Ordinal);
        var numbers = new List<int>();
        foreach (string part in (close < 0 ? text : text[..close]).Split(','))
        {
            if (!int.TryParse(part.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
            {
                return [];
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }
}
