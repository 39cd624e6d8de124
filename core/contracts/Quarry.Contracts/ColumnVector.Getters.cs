using System.Text;

namespace Quarry.Contracts;

/// <summary>Single values. A getter never rounds, wraps or re-zones: what it cannot give exactly is an error that names the getter that can.</summary>
public sealed partial class ColumnVector
{
    /// <summary>A boolean.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column is of another type.</exception>
    public bool GetBoolean(int row)
    {
        ThrowIfNull(row);
        return Type.Kind == TypeKind.Boolean ? (Data[row >> 3] >> (row & 7) & 1) != 0 : throw Mismatch("boolean");
    }

    /// <summary>An integer of any width.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column holds no integers.</exception>
    /// <exception cref="QuarryException">An unsigned value above the range.</exception>
    public long GetInt64(int row)
    {
        ThrowIfNull(row);
        return Type.Kind switch
        {
            TypeKind.Int64 => Values<long>()[row],
            TypeKind.Int32 => Values<int>()[row],
            TypeKind.Int16 => Values<short>()[row],
            TypeKind.Int8 => Values<sbyte>()[row],
            TypeKind.UInt8 => Values<byte>()[row],
            TypeKind.UInt16 => Values<ushort>()[row],
            TypeKind.UInt32 => Values<uint>()[row],
            TypeKind.UInt64 => Values<ulong>()[row] is <= long.MaxValue and ulong value ? (long)value : throw Throw.ClrCannotHold(Column, row, "long", "Values<ulong>() or GetDecimal"),
            _ => throw Mismatch("integer"),
        };
    }

    /// <summary>A floating-point number.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column is neither float32 nor float64.</exception>
    public double GetDouble(int row)
    {
        ThrowIfNull(row);
        return Type.Kind switch
        {
            TypeKind.Float64 => Values<double>()[row],
            TypeKind.Float32 => Values<float>()[row],
            _ => throw Mismatch("floating-point number"),
        };
    }

    /// <summary>A number of at most 38 digits: of a decimal, an integer or numeric text.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column holds no exact numbers.</exception>
    /// <exception cref="QuarryException">The number has more digits.</exception>
    public Decimal128 GetDecimal128(int row)
    {
        ThrowIfNull(row);
        switch (Type.Kind)
        {
            case TypeKind.Decimal128:
                return new(Values<Int128>()[row], Type.Scale);
            case TypeKind.UInt64:
                return new(Values<ulong>()[row], 0);
            case TypeKind.Utf8 or TypeKind.Decimal256:
                Decimal256 wide = GetDecimal256(row);
                return wide.TryToDecimal128(out Decimal128 value) ? value : throw Throw.ClrCannotHold(Column, row, nameof(Decimal128), nameof(GetDecimal256));
            default:
                return new(GetInt64(row), 0);
        }
    }

    /// <summary>A number of at most 76 digits: of a decimal, an integer or numeric text.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column holds no exact numbers.</exception>
    /// <exception cref="QuarryException">The text is no number of at most 76 digits.</exception>
    public Decimal256 GetDecimal256(int row)
    {
        ThrowIfNull(row);
        switch (Type.Kind)
        {
            case TypeKind.Decimal256:
                return new(Values<Int256>()[row], Type.Scale);
            case TypeKind.Utf8 when Type.IsNumericText:
                return Decimal256.TryParse(GetBytes(row), out Decimal256 value) == ParseStatus.Ok
                    ? value
                    : throw Throw.ClrCannotHold(Column, row, nameof(Decimal256), nameof(GetString));
            case TypeKind.Utf8:
                throw Mismatch("exact number");
            default:
                Decimal128 narrow = GetDecimal128(row);
                return new(narrow.Unscaled, narrow.Scale);
        }
    }

    /// <summary>A number as <see cref="decimal"/>, which holds 28 digits.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column holds no exact numbers.</exception>
    /// <exception cref="QuarryException">The number has more digits; the message names the getter that works.</exception>
    public decimal GetDecimal(int row)
        => GetDecimal256(row) is var wide && wide.TryToDecimal128(out Decimal128 value) && value.TryToDecimal(out decimal result)
            ? result
            : throw Throw.ClrCannotHold(Column, row, "decimal", Type.Kind == TypeKind.Decimal128 ? nameof(GetDecimal128) : nameof(GetDecimal256));

    /// <summary>A date.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column holds no dates.</exception>
    /// <exception cref="QuarryException">The year is not within 1 to 9999.</exception>
    public DateOnly GetDateOnly(int row)
    {
        ThrowIfNull(row);
        long day = (Type.Kind == TypeKind.Date32 ? Values<int>()[row] : throw Mismatch("date")) + (long)DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        return day >= 0 && day <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)day) : throw Throw.ClrCannotHold(Column, row, nameof(DateOnly), "Values<int>() or GetString");
    }

    /// <summary>A time of day.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column holds no times.</exception>
    /// <exception cref="QuarryException">The time is 24:00 or finer than 100 ns.</exception>
    public TimeOnly GetTimeOnly(int row)
    {
        ThrowIfNull(row);
        return Type.Kind != TypeKind.Time64 ? throw Mismatch("time")
            : TryToTicks(Values<long>()[row], out long ticks) && ticks is >= 0 and < TimeSpan.TicksPerDay ? new(ticks)
            : throw Throw.ClrCannotHold(Column, row, nameof(TimeOnly), "Values<long>() or GetString");
    }

    /// <summary>A timestamp: of kind UTC if the column holds instants, else Unspecified.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column holds no timestamps.</exception>
    /// <exception cref="QuarryException">The year is not within 1 to 9999, or the value is finer than 100 ns.</exception>
    public DateTime GetDateTime(int row)
    {
        ThrowIfNull(row);
        return Type.Kind != TypeKind.Timestamp ? throw Mismatch("timestamp")
            : TryToDateTime(Values<long>()[row], out DateTime value) ? DateTime.SpecifyKind(value, Type.IsUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified)
            : throw Throw.ClrCannotHold(Column, row, nameof(DateTime), "Values<long>() or GetString");
    }

    /// <summary>An instant with the offset of its writer; of a UTC timestamp the offset is 0.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column holds no instants.</exception>
    /// <exception cref="QuarryException">The CLR type cannot hold the value: its year, its 100 ns, or an offset above 14 hours.</exception>
    public DateTimeOffset GetDateTimeOffset(int row)
    {
        ThrowIfNull(row);
        TimestampOffset value = Type.Kind switch
        {
            TypeKind.TimestampOffset => GetTimestampOffset(row),
            TypeKind.Timestamp when Type.IsUtc => new(Values<long>()[row], 0),
            _ => throw Mismatch("instant"),
        };
        TimeSpan offset = TimeSpan.FromMinutes(value.OffsetMinutes);
        if (Math.Abs(value.OffsetMinutes) <= 14 * 60 && TryToDateTime(value.Instant, out DateTime utc)
            && utc.Ticks + offset.Ticks is >= 0 and long local && local <= DateTime.MaxValue.Ticks)
        {
            return new(local, offset);
        }

        throw Throw.ClrCannotHold(Column, row, nameof(DateTimeOffset), $"{nameof(GetTimestampOffset)} or {nameof(GetString)}");
    }

    /// <summary>An instant in the type's unit with the offset of its writer.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column is of another type.</exception>
    public TimestampOffset GetTimestampOffset(int row)
    {
        ThrowIfNull(row);
        return Type.Kind == TypeKind.TimestampOffset
            ? new(Children[0].Values<long>()[row], Children[1].Values<short>()[row])
            : throw Mismatch("timestamp with offset");
    }

    /// <summary>A UUID.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column is of another type.</exception>
    public Guid GetGuid(int row)
    {
        ThrowIfNull(row);
        return Type.Kind == TypeKind.Uuid ? new(GetBytes(row), bigEndian: true) : throw Mismatch("UUID");
    }

    /// <summary>Text as it is, or the text form of any other type but binary and lists, see <see cref="TryFormat"/>.</summary>
    /// <param name="row">0 to Length − 1; the row is not NULL.</param>
    /// <exception cref="InvalidOperationException">The row is NULL, or the column holds bytes or lists.</exception>
    public string GetString(int row)
    {
        ThrowIfNull(row);
        if (Type.Kind is TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml)
        {
            return Encoding.UTF8.GetString(GetBytes(row));
        }

        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        return TryFormat(row, text, out int length) ? Encoding.UTF8.GetString(text[..length]) : throw Mismatch("text");
    }

    /// <summary>The value in the form that <see cref="Parameter"/> states for the type, boxed; null for NULL.</summary>
    /// <param name="row">0 to Length − 1.</param>
    public object? GetValue(int row) => IsNull(row) ? null : Type.Kind switch
    {
        TypeKind.Boolean => GetBoolean(row),
        TypeKind.Int8 => Values<sbyte>()[row],
        TypeKind.Int16 => Values<short>()[row],
        TypeKind.Int32 or TypeKind.Date32 => Values<int>()[row],
        TypeKind.Int64 or TypeKind.Time64 or TypeKind.Timestamp => Values<long>()[row],
        TypeKind.UInt8 => Values<byte>()[row],
        TypeKind.UInt16 => Values<ushort>()[row],
        TypeKind.UInt32 => Values<uint>()[row],
        TypeKind.UInt64 => Values<ulong>()[row],
        TypeKind.Float32 => Values<float>()[row],
        TypeKind.Float64 => Values<double>()[row],
        TypeKind.Decimal128 => GetDecimal128(row),
        TypeKind.Decimal256 => GetDecimal256(row),
        TypeKind.TimestampOffset => GetTimestampOffset(row),
        TypeKind.Interval => Values<Interval>()[row],
        TypeKind.Uuid => GetGuid(row),
        TypeKind.Binary or TypeKind.FixedBinary => GetBytes(row).ToArray(),
        TypeKind.List => GetList(row),
        _ => GetString(row),
    };

    private object?[] GetList(int row)
    {
        ReadOnlySpan<int> offsets = Offsets;
        var values = new object?[offsets[row + 1] - offsets[row]];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Children[0].GetValue(offsets[row] + i);
        }

        return values;
    }

    private void ThrowIfNull(int row)
    {
        if (IsNull(row))
        {
            throw Throw.IsNull(Column, row);
        }
    }

    private bool TryToDateTime(long value, out DateTime result)
    {
        bool fits = TryToTicks(value, out long ticks) && ticks >= -DateTime.UnixEpoch.Ticks && ticks <= DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks;
        result = fits ? DateTime.UnixEpoch.AddTicks(ticks) : default;
        return fits;
    }

    // A tick is 100 ns.
    private bool TryToTicks(long value, out long ticks)
    {
        if (Type.Unit == TimeUnit.Nanosecond)
        {
            ticks = value / 100;
            return value % 100 == 0;
        }

        Int128 wide = (Int128)value * Type.Unit switch { TimeUnit.Second => TimeSpan.TicksPerSecond, TimeUnit.Millisecond => TimeSpan.TicksPerMillisecond, _ => TimeSpan.TicksPerMicrosecond };
        ticks = unchecked((long)wide);
        return wide == ticks;
    }
}
