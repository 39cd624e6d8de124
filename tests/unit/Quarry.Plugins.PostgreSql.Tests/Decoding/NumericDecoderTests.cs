using System.Globalization;
using System.Numerics;
using CsCheck;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Tests.Decoding;

public sealed class NumericDecoderTests
{
    private const int Block = 500;

    private static readonly Gen<Numerics> s_values =
        from digits in Gen.Int[0, 78]
        from text in Gen.Char["0123456789"].Array[digits]
        from zeros in Gen.Int[0, 6]
        from negative in Gen.Bool
        from scale in Gen.Int[0, 80]
        select new Numerics(BigInteger.Parse((negative ? "-" : "") + "0" + string.Concat(text) + new string('0', zeros), CultureInfo.InvariantCulture), scale);

    [Fact]
    public void Text_is_what_the_server_prints()
        => s_values.Array[Block].Sample(values =>
            Decode.Values(Oids.Numeric, LogicalType.NumericText, 0xFF, [.. values.Select(value => value.Bytes)]).Should().Equal(values.Select(value => value.Text)), iter: 400);

    [Theory]
    [InlineData(38, 10)]
    [InlineData(18, 2)]
    [InlineData(9, -3)]
    [InlineData(3, 5)]
    [InlineData(76, 40)]
    [InlineData(60, -20)]
    public void Decimals_are_exact_or_an_error(int precision, int scale)
    {
        LogicalType type = LogicalType.Decimal(precision, scale);
        BigInteger limit = BigInteger.Pow(10, precision);
        s_values.Sample(value =>
        {
            BigInteger shifted = scale >= value.Scale ? value.Unscaled * BigInteger.Pow(10, scale - value.Scale) : value.Unscaled / BigInteger.Pow(10, value.Scale - scale);
            bool isExact = scale >= value.Scale || (value.Unscaled % BigInteger.Pow(10, value.Scale - scale)).IsZero;
            Func<object?[]> decode = () => Decode.Values(Oids.Numeric, type, 0xFF, value.Bytes);
            if (isExact && BigInteger.Abs(shifted) < limit)
            {
                object? found = decode()[0];
                BigInteger unscaled = found is Decimal128 narrow ? (BigInteger)narrow.Unscaled : ((Decimal256)found!).Unscaled;
                unscaled.Should().Be(shifted);
            }
            else
            {
                decode.Should().Throw<QuarryException>().WithMessage("Row 1, column \"c\"*does not fit*MismatchAsText*");
            }
        }, iter: 3_000);
    }

    [Theory]
    [InlineData(18, 2)]
    [InlineData(38, 6)]
    public void Values_of_a_column_are_exact(int precision, int scale)
    {
        LogicalType type = LogicalType.Decimal128(precision, scale);
        Gen.Long.Array[Block].Sample(values =>
        {
            BigInteger limit = BigInteger.Pow(10, Math.Min(precision, 18));
            Numerics[] numbers = [.. values.Select((value, i) => new Numerics(value % limit / BigInteger.Pow(10, i % 18), scale))];
            Decode.Values(Oids.Numeric, type, 0xFF, [.. numbers.Select(number => number.Bytes)]).Should()
                .Equal(numbers.Select(number => (object)new Decimal128((Int128)number.Unscaled, scale)), (left, right) => ((Decimal128)left!).Unscaled == ((Decimal128)right!).Unscaled);
        }, iter: 1_000);
    }

    [Theory]
    [InlineData(38, 0)]
    [InlineData(38, 6)]
    [InlineData(36, 8)]
    [InlineData(36, 11)]
    public void Values_beyond_64_bits_are_exact(int precision, int scale)
    {
        LogicalType type = LogicalType.Decimal128(precision, scale);
        Gen.Select(Gen.Long, Gen.ULong).Array[Block].Sample(values =>
        {
            Numerics[] numbers = [.. values.Select((value, i) => new Numerics(new BigInteger(value.Item1) * value.Item2 / BigInteger.Pow(10, 3 + i % 21), scale))];
            Decode.Values(Oids.Numeric, type, 0xFF, [.. numbers.Select(number => number.Bytes)]).Should()
                .Equal(numbers.Select(number => (object)new Decimal128((Int128)number.Unscaled, scale)), (left, right) => ((Decimal128)left!).Unscaled == ((Decimal128)right!).Unscaled);
        }, iter: 300);
    }

    [Fact]
    public void Doubles_are_the_nearest()
        => s_values.Array[Block].Sample(values =>
            Decode.Values(Oids.Numeric, LogicalType.Float64, 0xFF, [.. values.Select(value => value.Bytes)]).Cast<double>().Should()
                .Equal(values.Select(value => double.Parse(value.Text, CultureInfo.InvariantCulture))), iter: 200);

    [Theory]
    [InlineData(0xC000, "NaN")]
    [InlineData(0xD000, "Infinity")]
    [InlineData(0xF000, "-Infinity")]
    public void What_is_not_finite_is_text_or_a_double_or_an_error(int sign, string text)
    {
        byte[] bytes = Numerics.Raw(0, 0, sign, 0);
        Decode.Values(Oids.Numeric, LogicalType.NumericText, 0, bytes).Should().Equal(text);
        Decode.Values(Oids.Numeric, LogicalType.Float64, 0, bytes).Should().Equal(double.Parse(text, CultureInfo.InvariantCulture));
        foreach (LogicalType type in (LogicalType[])[LogicalType.Decimal128(18, 2), LogicalType.Decimal256(50, 2)])
        {
            ((Action)(() => Decode.Values(Oids.Numeric, type, 0, bytes))).Should().Throw<QuarryException>().Which.SqlState.Should().Be("22003");
        }
    }

    [Fact]
    public void A_double_that_would_overflow_or_vanish_is_an_error()
    {
        ((Action)(() => Decode.Values(Oids.Numeric, LogicalType.Float64, 0, Numerics.Raw(1, 100, 0, 0, 1)))).Should().Throw<QuarryException>();
        ((Action)(() => Decode.Values(Oids.Numeric, LogicalType.Float64, 0, Numerics.Raw(1, -100, 0, 400, 1)))).Should().Throw<QuarryException>();
    }

    [Fact]
    public void Zeros_that_no_server_sends_change_nothing()
    {
        byte[] bytes = Numerics.Raw(5, 2, 0, 2, 0, 0, 12, 5000, 0);
        Decode.Values(Oids.Numeric, LogicalType.NumericText, 0, bytes).Should().Equal("12.50");
        Decode.Values(Oids.Numeric, LogicalType.Decimal128(18, 2), 0, bytes).Should().Equal(Decimal128.Parse("12.50"));
    }

    [Theory]
    [InlineData(1, 0, 0, 0, 10_000)]
    [InlineData(1, 0, 0, 0, -1)]
    [InlineData(1, 0, 0x1234, 0, 1)]
    [InlineData(1, 0, 0xC000, 0, 1)]
    [InlineData(2, 0, 0, 0, 1)]
    [InlineData(1, -1, 0, 2, 1)]
    [InlineData(1, 0, 0, 0x4000, 1)]
    public void What_no_server_sends_is_an_error(int count, int weight, int sign, int scale, int digit)
    {
        byte[] bytes = Numerics.Raw(count, weight, sign, scale, digit);
        ((Action)(() => Decode.Values(Oids.Numeric, LogicalType.NumericText, 0, bytes))).Should().Throw<QuarryException>().WithMessage("Row 1, column \"c\"*");
    }
}
