using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsCheck;

namespace Quarry.Contracts.Tests.Numbers;

public sealed class Int256Tests
{
    private static readonly BigInteger s_min = -(BigInteger.One << 255);
    private static readonly BigInteger s_max = (BigInteger.One << 255) - 1;

    private static readonly Gen<BigInteger> s_integers = Gen.Frequency(
        (4, Gens.Integer(76)),
        (4, Gen.Byte.Array[1, 32].Select(bytes => new BigInteger(bytes))),
        (1, Gens.Among(s_min, s_min + 1, s_max, s_max - 1, 0, 1, -1, long.MinValue, Int128.MinValue, Int128.MaxValue,
            (BigInteger)Int128.MinValue - 1, (BigInteger)Int128.MaxValue + 1)));

    [Fact]
    public void Memory_is_32_bytes_little_endian()
    {
        Unsafe.SizeOf<Int256>().Should().Be(32);
        Int256[] values = [new(1, 2), -1];
        byte[] bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        bytes[0].Should().Be(2);
        bytes[16].Should().Be(1);
        bytes[32..].Should().OnlyContain(b => b == 0xFF);
        bytes[1..16].Concat(bytes[17..32]).Should().OnlyContain(b => b == 0);
    }

    [Fact]
    public void Round_trips_BigInteger_and_prints_as_it() => s_integers.Sample(value =>
    {
        Int256.TryFromBigInteger(value, out Int256 integer).Should().BeTrue();
        integer.ToBigInteger().Should().Be(value);
        integer.ToString().Should().Be(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        integer.Sign.Should().Be(value.Sign);
        integer.IsNegative.Should().Be(value.Sign < 0);
        new Int256(integer.Upper, integer.Lower).Should().Be(integer);
    });

    [Fact]
    public void Orders_as_BigInteger() => Gen.Select(s_integers, s_integers).Sample((left, right) =>
    {
        var (a, b) = ((Int256)left, (Int256)right);
        int expected = left.CompareTo(right);
        Math.Sign(a.CompareTo(b)).Should().Be(Math.Sign(expected));
        (a == b).Should().Be(left == right);
        (a != b).Should().Be(left != right);
        (a < b).Should().Be(left < right);
        (a > b).Should().Be(left > right);
        (a <= b).Should().Be(left <= right);
        (a >= b).Should().Be(left >= right);
        ((BigInteger)Int256.Min(a, b)).Should().Be(BigInteger.Min(left, right));
        ((BigInteger)Int256.Max(a, b)).Should().Be(BigInteger.Max(left, right));
    });

    [Fact]
    public void Equal_numbers_have_one_hash()
    {
        Int256 wide = (Int256)(BigInteger)(-5);
        wide.Should().Be((Int256)(-5L));
        wide.GetHashCode().Should().Be(((Int256)(-5L)).GetHashCode());
        wide.Equals((object)5L).Should().BeFalse();
    }

    [Fact]
    public void Widens_and_narrows_128_bits() => s_integers.Sample(value =>
    {
        bool fits = value >= Int128.MinValue && value <= Int128.MaxValue;
        ((Int256)value).TryToInt128(out Int128 narrow).Should().Be(fits);
        ((BigInteger)narrow).Should().Be(fits ? value : 0);
        if (fits)
        {
            ((BigInteger)(Int256)narrow).Should().Be(value);
        }
    });

    [Fact]
    public void Widens_64_bits() => Gen.Long.Sample(value => ((BigInteger)(Int256)value).Should().Be(value));

    [Fact]
    public void Multiplies_by_powers_of_ten() => Gen.Select(s_integers, Gen.Int[0, 76]).Sample((value, power) =>
    {
        BigInteger expected = value * Gens.Pow10(power);
        bool fits = expected >= s_min && expected <= s_max;
        ((Int256)value).TryMultiplyByPow10(power, out Int256 product).Should().Be(fits);
        product.ToBigInteger().Should().Be(fits ? expected : 0);
    });

    [Fact]
    public void Divides_by_powers_of_ten_towards_zero() => Gen.Select(s_integers, Gen.Int[0, 76]).Sample((value, power) =>
    {
        BigInteger expected = BigInteger.DivRem(value, Gens.Pow10(power), out BigInteger rest);
        ((Int256)value).DivRemPow10(power, out Int256 remainder).ToBigInteger().Should().Be(expected);
        remainder.ToBigInteger().Should().Be(rest);
    });

    [Fact]
    public void Negates_everything_but_the_smallest()
    {
        s_integers.Where(value => value != s_min).Sample(value => (-(Int256)value).ToBigInteger().Should().Be(-value));
        ((Func<Int256>)(() => -Int256.MinValue)).Should().Throw<OverflowException>();
    }

    [Fact]
    public void Never_wraps()
    {
        Int256.TryFromBigInteger(s_max + 1, out _).Should().BeFalse();
        Int256.TryFromBigInteger(s_min - 1, out _).Should().BeFalse();
        Int256.TryFromBigInteger(BigInteger.Pow(10, 200), out Int256 none).Should().BeFalse();
        none.Should().Be(Int256.Zero);
        ((Int256)((BigInteger)Int128.MaxValue + 1)).TryToInt128(out _).Should().BeFalse();
        ((Int256)((BigInteger)Int128.MinValue - 1)).TryToInt128(out _).Should().BeFalse();
        ((Func<Int256>)(() => (Int256)(s_max + 1))).Should().Throw<OverflowException>();
        ((Func<Int128>)(() => (Int128)Int256.MaxValue)).Should().Throw<OverflowException>();
        Int256.MaxValue.ToBigInteger().Should().Be(s_max);
        Int256.MinValue.ToBigInteger().Should().Be(s_min);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(77)]
    public void Refuses_powers_out_of_range(int power)
    {
        ((Action)(() => Int256.Zero.TryMultiplyByPow10(power, out _))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Int256.Zero.DivRemPow10(power, out _))).Should().Throw<ArgumentOutOfRangeException>();
    }
}
