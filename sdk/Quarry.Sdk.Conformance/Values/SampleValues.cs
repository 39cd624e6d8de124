using System.Numerics;
using System.Text;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Values;

/// <summary>Values of a type: its extremes, what drivers are known to get wrong, and random ones. Never NULL.</summary>
/// <remarks>Dates and timestamps stay within the years 1 to 9999, which is what most databases hold; <see cref="DriverFixture.CanHold"/> narrows further.</remarks>
internal static class SampleValues
{
    private const int RandomCount = 16;
    private const int FirstDay = -719_162; // 0001-01-01
    private const int LastDay = 2_932_896; // 9999-12-31
    private const long SecondsPerDay = 86_400;

    private static readonly string[] s_texts =
    [
        "", " ", "a", "trailing space ", "it's \"quoted\" `and` [so] on", "back\\slash % _ ? $1 :n @n", "line\r\nbreak\ttab", "Zürich, Ελλάδα, 日本語", "😀 👩‍👩‍👧",
        "e\u0301 is not \u00e9", "\u200f\ufeff", new('x', 300), new('ß', 9000),
    ];

    public static IEnumerable<object> Of(LogicalType type, Random random) => type.Kind switch
    {
        TypeKind.Boolean => [false, true],
        TypeKind.Int8 => Integers<sbyte>(random),
        TypeKind.Int16 => Integers<short>(random),
        TypeKind.Int32 => Integers<int>(random),
        TypeKind.Int64 => Integers<long>(random),
        TypeKind.UInt8 => Integers<byte>(random),
        TypeKind.UInt16 => Integers<ushort>(random),
        TypeKind.UInt32 => Integers<uint>(random),
        TypeKind.UInt64 => Integers<ulong>(random),
        TypeKind.Float32 => [0f, -0f, 1f, -1.5f, 0.1f, float.MinValue, float.MaxValue, float.Epsilon, .. Many(() => (object)(float)((random.NextDouble() - 0.5) * 1e6))],
        TypeKind.Float64 => [0d, -0d, 1d, -1.5d, 0.1d, 0.1d + 0.2d, double.MinValue, double.MaxValue, double.Epsilon, 2.2250738585072014e-308, .. Many(() => (object)Float64(random))],
        TypeKind.Decimal128 => Unscaled(type, random).Select(value => (object)new Decimal128((Int128)value, type.Scale)),
        TypeKind.Decimal256 => Unscaled(type, random).Select(value => (object)Decimal256.FromBigInteger(value, type.Scale)),
        TypeKind.Date32 => [0, -1, 11_016, 18_321, FirstDay, LastDay, .. Many(() => (object)random.Next(FirstDay, LastDay))],
        TypeKind.Time64 => Times(type.Unit, random),
        TypeKind.Timestamp => Instants(type.Unit, random).Select(value => (object)value),
        TypeKind.TimestampOffset => Offsets(type.Unit, random),
        TypeKind.Interval => [default(Interval), new Interval(1, 0, 0), new Interval(0, 30, 0), new Interval(-14, 3, -5_000_000_000), new Interval(0, 0, 1_000),
            .. Many(() => (object)new Interval(random.Next(-1200, 1200), random.Next(-1000, 1000), random.NextInt64(-1_000_000_000_000, 1_000_000_000_000) / 1000 * 1000))],
        TypeKind.Utf8 when type.IsNumericText => ["0", "-1", "0.10", "123456789012345678901234567890123456789012345678901234567890.5"],
        TypeKind.Utf8 => [.. s_texts, .. Many(() => (object)Text(random))],
        TypeKind.Json => ["null", "{}", "[1, 2.50, \"ü\\u0000\"]", "{\"b\": 1, \"a\": {\"deep\": [true, false, null]}}"],
        TypeKind.Xml => ["<a/>", "<a b=\"1\">text &amp; <c>ü</c></a>"],
        TypeKind.Binary => [Array.Empty<byte>(), new byte[] { 0 }, new byte[] { 0, 255, 39, 92, 0 }, new byte[5000], .. Many(() => (object)Bytes(random, random.Next(200)))],
        TypeKind.FixedBinary => [new byte[type.ByteWidth], .. Many(() => (object)Bytes(random, type.ByteWidth))],
        TypeKind.Uuid => [Guid.Empty, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), .. Many(() => (object)new Guid(Bytes(random, 16)))],
        TypeKind.List => Lists(type.Element!, random),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The kit has no values of this type."),
    };

    private static IEnumerable<object> Many(Func<object> next) => Enumerable.Range(0, RandomCount).Select(_ => next());

    private static IEnumerable<object> Integers<T>(Random random)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
        => [T.Zero, T.One, T.MinValue, T.MaxValue, T.MaxValue - T.One, .. Many(() => (object)T.CreateTruncating(random.NextInt64(long.MinValue, long.MaxValue)))];

    private static IEnumerable<BigInteger> Unscaled(LogicalType type, Random random)
    {
        BigInteger max = BigInteger.Pow(10, type.Precision) - 1;
        IEnumerable<BigInteger> randoms = Enumerable.Range(0, RandomCount)
            .Select(_ => BigInteger.Remainder(new(Bytes(random, type.ByteWidth)), BigInteger.Pow(10, random.Next(1, type.Precision + 1))));
        return [0, 1, -1, max, -max, max / 10 * 10, .. randoms];
    }

    private static IEnumerable<object> Times(TimeUnit unit, Random random)
    {
        long day = SecondsPerDay * PerSecond(unit);
        return [0L, 1L, day / 2, day - 1, .. Many(() => (object)random.NextInt64(day))];
    }

    private static IEnumerable<long> Instants(TimeUnit unit, Random random)
    {
        // 64 bits of nanoseconds reach from 1677 to 2262 only.
        long scale = PerSecond(unit);
        long first = Math.Max(FirstDay * SecondsPerDay, unit == TimeUnit.Nanosecond ? -9_223_372_036 : long.MinValue);
        long last = Math.Min((LastDay + 1) * SecondsPerDay - 1, unit == TimeUnit.Nanosecond ? 9_223_372_035 : long.MaxValue);
        long lastFraction = scale - 1;
        return [0, 1, -1, 951_782_400 * scale, -2_208_988_800 * scale, first * scale, last * scale + lastFraction,
            .. Enumerable.Range(0, RandomCount).Select(_ => random.NextInt64(first * scale, last * scale))];
    }

    private static IEnumerable<object> Offsets(TimeUnit unit, Random random)
    {
        // A day away from the ends, so that the wall clock too stays within the years 1 to 9999.
        long day = SecondsPerDay * PerSecond(unit);
        short[] offsets = [0, 60, -60, 330, -570, 840, -720];
        return Instants(unit, random).Select((instant, i) => (object)new TimestampOffset(instant - Math.Sign(instant) * Math.Min(Math.Abs(instant), day), offsets[i % offsets.Length]));
    }

    private static IEnumerable<object> Lists(LogicalType element, Random random)
    {
        object[] values = [.. Of(element, random).Take(6)];
        return [Array.Empty<object?>(), new object?[] { values[0] }, new object?[] { null }, values.Append(null).ToArray(), values.Reverse().ToArray()];
    }

    private static double Float64(Random random)
    {
        double value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        return double.IsFinite(value) ? value : random.NextDouble();
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        int length = random.Next(40);
        while (text.Length < length)
        {
            int scalar = random.Next(4) switch
            {
                0 => random.Next(0xA1, 0x2000),
                1 => random.Next(0x1F300, 0x1F600),
                _ => random.Next(0x20, 0x7F),
            };
            text.Append(new Rune(scalar));
        }

        return text.ToString();
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static long PerSecond(TimeUnit unit) => unit switch
    {
        TimeUnit.Second => 1,
        TimeUnit.Millisecond => 1_000,
        TimeUnit.Microsecond => 1_000_000,
        _ => 1_000_000_000,
    };
}
