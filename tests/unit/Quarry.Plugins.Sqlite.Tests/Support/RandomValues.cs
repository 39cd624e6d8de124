using CsCheck;
using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Tests.Support;

/// <summary>Random logical types, each with values in the form of <see cref="Parameter"/>.</summary>
internal static class RandomValues
{
    private static readonly Gen<TimeUnit> s_unit = Pick(TimeUnit.Second, TimeUnit.Millisecond, TimeUnit.Microsecond, TimeUnit.Nanosecond);

    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.String.Where(text => !text.Any(char.IsSurrogate)),
        Gen.String[Gen.Char.AlphaNumeric, 0, 300],
        Pick("", "\0", "007", "1.50", "ä🐘", "x\0y", " ", "9e999"));

    /// <summary>A type with values of it; null stands for NULL.</summary>
    public static Gen<(LogicalType Type, object?[] Values)> Columns { get; } = Gen.OneOf(
        Of(LogicalType.Boolean, Gen.Bool), Of(LogicalType.Int8, Gen.SByte), Of(LogicalType.Int16, Gen.Short), Of(LogicalType.Int32, Gen.Int), Of(LogicalType.Int64, Gen.Long),
        Of(LogicalType.UInt8, Gen.Byte), Of(LogicalType.UInt16, Gen.UShort), Of(LogicalType.UInt32, Gen.UInt), Of(LogicalType.UInt64, Gen.ULong),
        Of(LogicalType.Float32, Gen.Float.Where(value => !float.IsNaN(value))), Of(LogicalType.Float64, Gen.Double.Where(value => !double.IsNaN(value))),
        Gen.Select(Gen.Int[1, 38], Gen.Int[-10, 38]).SelectMany((precision, scale) => Of(LogicalType.Decimal128(precision, scale), Unscaled(precision).Select(value => new Decimal128(value, scale)))),
        Gen.Select(Gen.Int[1, 76], Gen.Int[-10, 76]).SelectMany((precision, scale) => Of(LogicalType.Decimal256(precision, scale), Unscaled(Math.Min(precision, 38)).Select(value => new Decimal256(value, scale)))),
        Of(LogicalType.Date32, Gen.OneOf(Gen.Int, Gen.Int[-800_000, 3_000_000])),
        Pick(TimeUnit.Microsecond, TimeUnit.Nanosecond).SelectMany(unit => Of(LogicalType.Time64(unit), Gen.Long[0, unit == TimeUnit.Microsecond ? 86_400_000_000 : 86_400_000_000_000])),
        s_unit.SelectMany(unit => Of(LogicalType.Timestamp(unit), Gen.Long)), s_unit.SelectMany(unit => Of(LogicalType.TimestampUtc(unit), Gen.Long)),
        s_unit.SelectMany(unit => Of(LogicalType.TimestampOffset(unit), Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.Short[-1439, 1439]).Select((instant, offset) => new TimestampOffset(instant, offset)))),
        Of(LogicalType.Interval, Gen.Select(Gen.Int, Gen.Int, Gen.Long).Select((months, days, nanoseconds) => new Interval(months, days, nanoseconds))),
        Of(LogicalType.Utf8, s_text), Of(LogicalType.Json, s_text), Of(LogicalType.Xml, s_text), Of(LogicalType.NumericText, Pick("0", "-1.50", "123456789012345678901234567890.0001")),
        Of(LogicalType.Binary, Gen.Byte.Array[0, 200]), Gen.Int[1, 40].SelectMany(width => Of(LogicalType.FixedBinary(width), Gen.Byte.Array[width])), Of(LogicalType.Uuid, Gen.Guid));

    private static Gen<(LogicalType, object?[])> Of<T>(LogicalType type, Gen<T> value)
        => Gen.Frequency((1, Gen.Const((object?)null)), (6, value.Select(item => (object?)item))).Array[0, 40].Select(values => (type, values));

    private static Gen<T> Pick<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);

    private static Gen<Int128> Unscaled(int precision)
        => Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[1, precision], Gen.Bool).Select((high, low, digits, negative) =>
        {
            Int128 value = (Int128)(new UInt128(high >> 1, low) % UInt128.Parse("1" + new string('0', digits), System.Globalization.CultureInfo.InvariantCulture));
            return negative ? -value : value;
        });
}
