using CsCheck;
using Quarry.Columnar.Encodings;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Each kernel against its definition, and vector kernels against their scalar twins.</summary>
public sealed unsafe class KernelTests
{
    private static readonly Gen<(int Bits, long Base, int Count, int Seed)> s_packed
        = Gen.Select(Gen.Int[0, 64], Gen.Long, Gen.Int[0, 300], Gen.Int).Select((bits, start, count, seed) => (bits, start, count, seed));

    [Fact]
    public void Packed_integers_come_back_from_the_scalar_and_the_vector_kernel()
        => s_packed.Sample(sample =>
        {
            long[] values = Values(sample.Bits, sample.Base, sample.Count, sample.Seed);
            byte[] packed = new byte[(sample.Count * sample.Bits + 7) / 8 + BitPacking.Slack];
            BitPacking.Pack(values, sample.Base, sample.Bits, packed);
            long[] scalar = new long[sample.Count], any = new long[sample.Count];
            fixed (byte* source = packed)
            {
                BitPacking.UnpackScalar(source, sample.Base, sample.Bits, scalar, 0);
                BitPacking.Unpack(source, sample.Base, sample.Bits, any);
            }

            return scalar.AsSpan().SequenceEqual(values) && any.AsSpan().SequenceEqual(values);
        });

    [Fact]
    public void Packed_integers_lie_as_the_document_says()
    {
        byte[] packed = new byte[2];
        BitPacking.Pack([1, 2, 3], 0, 3, packed);
        packed.Should().Equal(0xD1, 0x00);
        s_packed.Where(sample => sample.Bits > 0).Sample(sample =>
        {
            long[] values = Values(sample.Bits, sample.Base, sample.Count, sample.Seed);
            byte[] bytes = new byte[(sample.Count * sample.Bits + 7) / 8];
            BitPacking.Pack(values, sample.Base, sample.Bits, bytes);
            for (int i = 0; i < sample.Count * sample.Bits; i++)
            {
                ulong expected = (ulong)(values[i / sample.Bits] - sample.Base) >> (i % sample.Bits) & 1;
                if ((ulong)(bytes[i / 8] >> (i % 8) & 1) != expected)
                {
                    return false;
                }
            }

            return true;
        });
    }

    [Fact]
    public void Smallest_largest_and_bits_are_those_of_the_scalar_twin()
        => Gen.Long.Array[0, 70].Sample(values =>
        {
            Statistics vector = Statistics.Of(values), scalar = Statistics.OfScalar(values);
            return (vector.Min, vector.Bits) == (scalar.Min, scalar.Bits);
        });

    [Fact]
    public void Differences_add_up_to_the_values()
        => Gen.Long.Array[1, 70].Sample(values =>
        {
            long[] differences = new long[values.Length - 1];
            Delta.Differences(values, differences);
            return Delta.Sum(values[0], differences) == values[^1] && differences.AsSpan().SequenceEqual(values.AsSpan(1));
        });

    [Fact]
    public void Integers_of_every_width_come_back_and_what_does_not_fit_is_said()
    {
        foreach (int width in (int[])[1, 2, 4, 8, 16, 32])
        {
            Gen.Long.Array[0, 40].Sample(values =>
            {
                byte[] raw = new byte[values.Length * width], again = new byte[raw.Length];
                Integers.Store(values, width, raw);
                long[] loaded = new long[values.Length];
                bool fits = Integers.TryLoad(raw, width, loaded);
                Integers.Store(loaded, width, again);
                return fits && raw.AsSpan().SequenceEqual(again) && (width < 8 || loaded.AsSpan().SequenceEqual(values));
            });
        }

        Integers.TryLoad(BitConverter.GetBytes((Int128)long.MaxValue + 1), 16, new long[1]).Should().BeFalse();
        Integers.TryLoad(BitConverter.GetBytes((Int128)long.MinValue - 1), 16, new long[1]).Should().BeFalse();
        Integers.TryLoad([.. new byte[31], 0x80], 32, new long[1]).Should().BeFalse();
    }

    [Fact]
    public void Runs_of_every_width_come_back()
    {
        foreach (int width in (int[])[1, 2, 3, 4, 8, 16, 32, 100])
        {
            Gen.Byte[0, 2].Array[1, 60].Sample(values =>
            {
                byte[] raw = [.. values.SelectMany(value => Enumerable.Repeat(value, width))];
                int runs = RunLength.Count(raw, width);
                byte[] encoded = new byte[runs * (width + sizeof(uint))], decoded = new byte[raw.Length];
                RunLength.Encode(raw, width, runs, encoded);
                return runs == 1 + values.Skip(1).Zip(values, (after, before) => after != before).Count(changed => changed)
                    && RunLength.TryDecode(encoded, width, runs, decoded) && raw.AsSpan().SequenceEqual(decoded);
            });
        }
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(3u)]
    [InlineData(5u)]
    [InlineData(uint.MaxValue)]
    public void Runs_that_do_not_add_up_are_refused(uint length)
        => RunLength.TryDecode([1, 2, .. BitConverter.GetBytes(2u), .. BitConverter.GetBytes(length)], 1, 2, new byte[4 + 2]).Should().Be(length == 4);

    private static long[] Values(int bits, long start, int count, int seed)
    {
        var random = new Random(seed);
        ulong mask = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
        return [.. Enumerable.Range(0, count).Select(_ => unchecked(start + (long)((ulong)random.NextInt64(long.MinValue, long.MaxValue) & mask)))];
    }
}
