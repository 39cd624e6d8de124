using System.Globalization;

namespace Quarry.Contracts;

/// <summary>The type of a column or parameter, independent of any database. Immutable and compared by value.</summary>
/// <remarks>Create one with the static members. Physical layouts are those of Arrow, see <see cref="ColumnLayout"/>.</remarks>
public sealed partial class LogicalType : IEquatable<LogicalType>
{
    private LogicalType(TypeKind kind, int byteWidth) => (Kind, ByteWidth) = (kind, byteWidth);

    /// <summary>True or false.</summary>
    public static LogicalType Boolean { get; } = new(TypeKind.Boolean, 0);
    /// <summary>Signed 8-bit integer.</summary>
    public static LogicalType Int8 { get; } = new(TypeKind.Int8, 1);
    /// <summary>Signed 16-bit integer.</summary>
    public static LogicalType Int16 { get; } = new(TypeKind.Int16, 2);
    /// <summary>Signed 32-bit integer.</summary>
    public static LogicalType Int32 { get; } = new(TypeKind.Int32, 4);
    /// <summary>Signed 64-bit integer.</summary>
    public static LogicalType Int64 { get; } = new(TypeKind.Int64, 8);
    /// <summary>Unsigned 8-bit integer.</summary>
    public static LogicalType UInt8 { get; } = new(TypeKind.UInt8, 1);
    /// <summary>Unsigned 16-bit integer.</summary>
    public static LogicalType UInt16 { get; } = new(TypeKind.UInt16, 2);
    /// <summary>Unsigned 32-bit integer.</summary>
    public static LogicalType UInt32 { get; } = new(TypeKind.UInt32, 4);
    /// <summary>Unsigned 64-bit integer.</summary>
    public static LogicalType UInt64 { get; } = new(TypeKind.UInt64, 8);
    /// <summary>IEEE 754 binary32.</summary>
    public static LogicalType Float32 { get; } = new(TypeKind.Float32, 4);
    /// <summary>IEEE 754 binary64.</summary>
    public static LogicalType Float64 { get; } = new(TypeKind.Float64, 8);
    /// <summary>Days since 1970-01-01.</summary>
    public static LogicalType Date32 { get; } = new(TypeKind.Date32, 4);
    /// <summary>Months, days and nanoseconds, 16 bytes.</summary>
    public static LogicalType Interval { get; } = new(TypeKind.Interval, 16);
    /// <summary>UTF-8 text.</summary>
    public static LogicalType Utf8 { get; } = new(TypeKind.Utf8, 0);
    /// <summary>UTF-8 text that holds a number of unlimited precision: the default for NUMERIC without precision. The decimal getters parse it exactly.</summary>
    public static LogicalType NumericText { get; } = new(TypeKind.Utf8, 0) { IsNumericText = true };
    /// <summary>Bytes of any length.</summary>
    public static LogicalType Binary { get; } = new(TypeKind.Binary, 0);
    /// <summary>A UUID, 16 bytes in RFC 9562 order.</summary>
    public static LogicalType Uuid { get; } = new(TypeKind.Uuid, 16);
    /// <summary>JSON as UTF-8 text.</summary>
    public static LogicalType Json { get; } = new(TypeKind.Json, 0);
    /// <summary>XML as UTF-8 text.</summary>
    public static LogicalType Xml { get; } = new(TypeKind.Xml, 0);

    /// <summary>What kind of type it is.</summary>
    public TypeKind Kind { get; }
    /// <summary>Digits of a decimal (1 to 38, or to 76), else 0.</summary>
    public int Precision { get; private init; }
    /// <summary>Digits after the decimal point; negative means trailing zeros before it. 0 for what is not a decimal.</summary>
    public int Scale { get; private init; }
    /// <summary>Unit of <see cref="TypeKind.Time64"/>, <see cref="TypeKind.Timestamp"/> and <see cref="TypeKind.TimestampOffset"/>.</summary>
    public TimeUnit Unit { get; private init; }
    /// <summary>True for a timestamp that is an instant (UTC); false for a wall clock of no zone.</summary>
    public bool IsUtc { get; private init; }
    /// <summary>Bytes per value of <see cref="ColumnLayout.Fixed"/>; 0 for the other layouts.</summary>
    public int ByteWidth { get; }
    /// <summary>The element type of a list, else null.</summary>
    public LogicalType? Element { get; private init; }
    /// <summary>True for <see cref="NumericText"/>.</summary>
    public bool IsNumericText { get; private init; }

    /// <summary>How values of this type lie in memory.</summary>
    public ColumnLayout Layout => Kind switch
    {
        TypeKind.Boolean => ColumnLayout.Bits,
        TypeKind.Utf8 or TypeKind.Binary or TypeKind.Json or TypeKind.Xml => ColumnLayout.Variable,
        TypeKind.List => ColumnLayout.List,
        TypeKind.TimestampOffset => ColumnLayout.TimestampWithOffset,
        _ => ColumnLayout.Fixed,
    };

    /// <summary>An exact decimal stored in 128 bits.</summary>
    /// <param name="precision">1 to 38 digits.</param>
    /// <param name="scale">−38 to 38 digits after the point.</param>
    public static LogicalType Decimal128(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 38);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(scale), 38, nameof(scale));
        return new(TypeKind.Decimal128, 16) { Precision = precision, Scale = scale };
    }

    /// <summary>An exact decimal stored in 256 bits.</summary>
    /// <param name="precision">1 to 76 digits.</param>
    /// <param name="scale">−76 to 76 digits after the point.</param>
    public static LogicalType Decimal256(int precision, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 76);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(scale), 76, nameof(scale));
        return new(TypeKind.Decimal256, 32) { Precision = precision, Scale = scale };
    }

    /// <summary>The smallest decimal type that holds the precision.</summary>
    /// <param name="precision">1 to 76 digits.</param>
    /// <param name="scale">Digits after the point.</param>
    public static LogicalType Decimal(int precision, int scale)
        => precision <= 38 && Math.Abs(scale) <= 38 ? Decimal128(precision, scale) : Decimal256(precision, scale);

    /// <summary>Time of day.</summary>
    /// <param name="unit">Microseconds or nanoseconds, as in Arrow's time64.</param>
    public static LogicalType Time64(TimeUnit unit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((int)unit, (int)TimeUnit.Microsecond, nameof(unit));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)unit, (int)TimeUnit.Nanosecond, nameof(unit));
        return new(TypeKind.Time64, 8) { Unit = unit };
    }

    /// <summary>A wall-clock timestamp that belongs to no zone.</summary>
    /// <param name="unit">Its resolution.</param>
    public static LogicalType Timestamp(TimeUnit unit) => new(TypeKind.Timestamp, 8) { Unit = unit };

    /// <summary>A timestamp that is an instant, stored in UTC.</summary>
    /// <param name="unit">Its resolution.</param>
    public static LogicalType TimestampUtc(TimeUnit unit) => new(TypeKind.Timestamp, 8) { Unit = unit, IsUtc = true };

    /// <summary>An instant with the offset of its writer, per value (Arrow's canonical <c>arrow.timestamp_with_offset</c>).</summary>
    /// <param name="unit">Resolution of the instant.</param>
    public static LogicalType TimestampOffset(TimeUnit unit) => new(TypeKind.TimestampOffset, 0) { Unit = unit };

    /// <summary>Bytes of one fixed length.</summary>
    /// <param name="byteWidth">1 or more bytes per value.</param>
    public static LogicalType FixedBinary(int byteWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(byteWidth, 1);
        return new(TypeKind.FixedBinary, byteWidth);
    }

    /// <summary>A list of values of one primitive type.</summary>
    /// <param name="element">The element's type; not a list and not a timestamp with offset.</param>
    public static LogicalType List(LogicalType element)
    {
        ArgumentNullException.ThrowIfNull(element);
        if (element.Layout is ColumnLayout.List or ColumnLayout.TimestampWithOffset)
        {
            throw new ArgumentException($"A list holds primitive values, not {element}.", nameof(element));
        }

        return new(TypeKind.List, 0) { Element = element };
    }

    /// <summary>True if both describe the same values.</summary>
    public bool Equals(LogicalType? other) => other is not null && Kind == other.Kind && Precision == other.Precision && Scale == other.Scale
        && Unit == other.Unit && IsUtc == other.IsUtc && ByteWidth == other.ByteWidth && IsNumericText == other.IsNumericText && Equals(Element, other.Element);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LogicalType);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Precision, Scale, Unit, IsUtc, ByteWidth, IsNumericText, Element);

    /// <summary>The type in the notation of the documentation, such as <c>decimal128(12,2)</c>, <c>timestamp[us,UTC]</c> or <c>list&lt;int32&gt;</c>.</summary>
    public override string ToString() => Kind switch
    {
        TypeKind.Decimal128 or TypeKind.Decimal256 => string.Create(CultureInfo.InvariantCulture, $"{Name(Kind)}({Precision},{Scale})"),
        TypeKind.Time64 or TypeKind.TimestampOffset => $"{Name(Kind)}[{Suffix(Unit)}]",
        TypeKind.Timestamp => $"timestamp[{Suffix(Unit)}{(IsUtc ? ",UTC" : "")}]",
        TypeKind.FixedBinary => string.Create(CultureInfo.InvariantCulture, $"fixed_binary[{ByteWidth}]"),
        TypeKind.List => $"list<{Element}>",
        TypeKind.Utf8 when IsNumericText => "utf8(numeric)",
        _ => Name(Kind),
    };

    private static string Name(TypeKind kind) => kind switch
    {
        TypeKind.TimestampOffset => "timestamp_offset",
        TypeKind.FixedBinary => "fixed_binary",
        _ => kind.ToString().ToLowerInvariant(),
    };

    private static string Suffix(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => "s",
        TimeUnit.Millisecond => "ms",
        TimeUnit.Microsecond => "us",
        _ => "ns",
    };
}
