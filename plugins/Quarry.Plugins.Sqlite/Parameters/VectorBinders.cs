using System.Numerics;
using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;
using Quarry.Plugins.Sqlite.Readers;
using Quarry.Plugins.Sqlite.Types;

namespace Quarry.Plugins.Sqlite.Parameters;

/// <summary>How the values of a column are bound for a table's column: so that the affinity of that column changes none of them.</summary>
internal static class VectorBinders
{
    /// <summary>The binder, or null if SQLite has no form for the type.</summary>
    /// <param name="type">Type of the values.</param>
    /// <param name="affinity">Affinity of the table's column.</param>
    public static VectorBinder? Choose(LogicalType type, Affinity affinity) => type.Kind switch
    {
        TypeKind.Boolean => static (statement, marker, values, row) => BindValue.Int64(statement, marker, values.Data[row >> 3] >> (row & 7) & 1),
        TypeKind.Int8 => Integer<sbyte>,
        TypeKind.Int16 => Integer<short>,
        TypeKind.Int32 => Integer<int>,
        TypeKind.Int64 => affinity == Affinity.Real ? Int64AsReal : Integer<long>,
        TypeKind.UInt8 => Integer<byte>,
        TypeKind.UInt16 => Integer<ushort>,
        TypeKind.UInt32 => Integer<uint>,
        TypeKind.UInt64 => affinity switch
        {
            Affinity.Text => UInt64Text,
            Affinity.Blob => UInt64OrText,
            _ => UInt64,
        },
        TypeKind.Float32 => affinity == Affinity.Text ? DoubleText<float> : Double<float>,
        TypeKind.Float64 => affinity == Affinity.Text ? DoubleText<double> : Double<double>,
        TypeKind.Decimal128 when affinity != Affinity.Text
            => (statement, marker, values, row) => Exact(affinity, BindValue.ShortDecimal(statement, marker, values.Values<Int128>()[row], values.Type.Scale)),
        TypeKind.Decimal128 => Decimal<Int128>(affinity),
        TypeKind.Decimal256 => Decimal<Int256>(affinity),
        TypeKind.Date32 => static (statement, marker, values, row) => BindValue.Clock(statement, marker, values.Type, values.Values<int>()[row]),
        TypeKind.Time64 or TypeKind.Timestamp => static (statement, marker, values, row) => BindValue.Clock(statement, marker, values.Type, values.Values<long>()[row]),
        TypeKind.TimestampOffset => TimestampOffset,
        TypeKind.Interval => static (statement, marker, values, row) => BindValue.Interval(statement, marker, values.Values<Interval>()[row]),
        TypeKind.Utf8 when type.IsNumericText && affinity is not (Affinity.Text or Affinity.Blob) => Number,
        TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => static (statement, marker, values, row) => BindValue.Text(statement, marker, values.GetBytes(row), SqliteConst.Static),
        TypeKind.Binary or TypeKind.FixedBinary => static (statement, marker, values, row) => BindValue.Blob(statement, marker, values.GetBytes(row), SqliteConst.Static),
        TypeKind.Uuid => static (statement, marker, values, row) => BindValue.Uuid(statement, marker, values.GetBytes(row)),
        _ => null,
    };

    private static int Integer<T>(nint statement, int marker, ColumnVector values, int row)
        where T : unmanaged, IBinaryInteger<T>
        => BindValue.Int64(statement, marker, long.CreateTruncating(values.Values<T>()[row]));

    private static int Int64AsReal(nint statement, int marker, ColumnVector values, int row)
    {
        long value = values.Values<long>()[row];
        return ExactDouble.Holds(value) ? BindValue.Int64(statement, marker, value)
            : throw new InexactValueException($"{value} would be rounded in a column of REAL affinity. Declare the column INTEGER.");
    }

    private static int UInt64(nint statement, int marker, ColumnVector values, int row)
    {
        ulong value = values.Values<ulong>()[row];
        return value <= long.MaxValue ? BindValue.Int64(statement, marker, (long)value)
            : throw new InexactValueException($"{value} is above 9223372036854775807, where the integers of SQLite end. Declare the column {DdlNames.UInt64Blob}.");
    }

    private static int UInt64Text(nint statement, int marker, ColumnVector values, int row) => BindValue.UInt64Text(statement, marker, values.Values<ulong>()[row]);

    private static int UInt64OrText(nint statement, int marker, ColumnVector values, int row)
        => values.Values<ulong>()[row] <= long.MaxValue ? UInt64(statement, marker, values, row) : UInt64Text(statement, marker, values, row);

    private static int Double<T>(nint statement, int marker, ColumnVector values, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => BindValue.Double(statement, marker, NotNaN(double.CreateTruncating(values.Values<T>()[row])));

    /// <summary>As the shortest text: SQLite's own conversion of a REAL for a TEXT column keeps 15 or 17 digits, by its version.</summary>
    private static int DoubleText<T>(nint statement, int marker, ColumnVector values, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        ValueText.TryFormatFloat64(NotNaN(double.CreateTruncating(values.Values<T>()[row])), text, out int length);
        return BindValue.Text(statement, marker, text[..length], SqliteConst.Transient);
    }

    private static double NotNaN(double value)
        => double.IsNaN(value) ? throw new InexactValueException("SQLite would store NaN as NULL. Write NULL if that is what you mean.") : value;

    private static VectorBinder Decimal<T>(Affinity affinity)
        where T : unmanaged
        => affinity == Affinity.Text
            ? static (statement, marker, values, row) => BindValue.DecimalText(statement, marker, DecimalOf<T>(values, row))
            : (statement, marker, values, row) => Exact(affinity, BindValue.Decimal(statement, marker, DecimalOf<T>(values, row)));

    private static Decimal256 DecimalOf<T>(ColumnVector values, int row)
        where T : unmanaged
    {
        T unscaled = values.Values<T>()[row];
        return new(typeof(T) == typeof(Int128) ? Unsafe.As<T, Int128>(ref unscaled) : Unsafe.As<T, Int256>(ref unscaled), values.Type.Scale);
    }

    private static int Number(nint statement, int marker, ColumnVector values, int row)
        => Decimal256.TryParse(values.GetBytes(row), out Decimal256 value) == ParseStatus.Ok
            ? Exact(Affinity.Numeric, BindValue.Decimal(statement, marker, value))
            : throw new InexactValueException($"the text is no decimal of at most 76 digits. Declare the column {DdlNames.NumericText}.");

    private static int Exact(Affinity affinity, (int Result, bool AsText) bound)
        => bound.AsText && affinity != Affinity.Blob
            ? throw new InexactValueException($"a column of {affinity} affinity keeps 15 digits. Declare it {DdlNames.DecimalBlob}(p,s).")
            : bound.Result;

    private static int TimestampOffset(nint statement, int marker, ColumnVector values, int row)
        => BindValue.TimestampOffset(statement, marker, values.Type.Unit,
            new(values.Children[0].Values<long>()[row], values.Children[1].Values<short>()[row]));
}
