using System.Numerics;
using System.Runtime.InteropServices;
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
    public void Packed_bytes_are_those_of_the_scalar_twin()
        => s_packed.Sample(sample =>
        {
            long[] values = Values(sample.Bits, sample.Base, sample.Count, sample.Seed);
            int length = (sample.Count * sample.Bits + 7) / 8;
            // What lies beyond stays as it was.
            byte[] any = [.. Enumerable.Repeat((byte)0xDB, length + 16)], scalar = [.. any];
            BitPacking.Pack(values, sample.Base, sample.Bits, any);
            BitPacking.PackScalar(values, sample.Base, sample.Bits, scalar);
            return any.AsSpan().SequenceEqual(scalar);
        });

    [Fact]
    public void A_survey_is_that_of_the_scalar_twin_and_differences_add_up_to_the_values()
        => Gen.OneOf(Gen.Long.Array[1, 70], Gen.Long[-2, 2].Array[1, 70]).Sample(values =>
        {
            long[] differences = new long[values.Length - 1], again = new long[values.Length - 1];
            var vector = Survey.Of(values, differences);
            var scalar = Survey.OfScalar(values, again);
            bool same = (vector.Values, vector.Differences, vector.Runs).Equals((scalar.Values, scalar.Differences, scalar.Runs)) && differences.AsSpan().SequenceEqual(again);
            ulong range = unchecked((ulong)(values.Max() - values.Min()));
            return same && vector.Values.Min == values.Min() && vector.Values.Bits == 64 - BitOperations.LeadingZeroCount(range)
                && vector.Runs == RunLength.Count(MemoryMarshal.AsBytes(values.AsSpan()), sizeof(long))
                && (differences.Length == 0 ? vector.Differences.Bits == 0 : vector.Differences.Min == differences.Min())
                && Delta.Sum(values[0], differences) == values[^1] && differences.AsSpan().SequenceEqual(values.AsSpan(1));
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
                byte[] scalarRaw = new byte[raw.Length];
                Integers.StoreScalar(values, width, scalarRaw);
                long[] scalar = new long[values.Length];
                fits &= Integers.TryLoadScalar(raw, width, scalar) && scalar.AsSpan().SequenceEqual(loaded) && scalarRaw.AsSpan().SequenceEqual(raw);
                return fits && raw.AsSpan().SequenceEqual(again) && (width < 8 || loaded.AsSpan().SequenceEqual(values));
            });
        }

        Integers.TryLoad(BitConverter.GetBytes((Int128)long.MaxValue + 1), 16, new long[1]).Should().BeFalse();
        Integers.TryLoad(BitConverter.GetBytes((Int128)long.MinValue - 1), 16, new long[1]).Should().BeFalse();
        Integers.TryLoad([.. new byte[31], 0x80], 32, new long[1]).Should().BeFalse();
        for (int at = 0; at < 9; at++)
        {
            var wide = new Int128[9];
            wide[at] = (Int128)long.MaxValue + 1;
            Integers.TryLoad(MemoryMarshal.AsBytes(wide.AsSpan()), 16, new long[9]).Should().BeFalse("of value {0}", at);
        }
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

    [Fact]
    public void The_largest_index_and_the_set_bits_are_found_wherever_they_stand()
        => Gen.UInt.Array[0, 70].Sample(values =>
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan());
            bytes = bytes[..Math.Max(0, bytes.Length - 3)];
            int set = bytes.ToArray().Sum(part => BitOperations.PopCount(part));
            return Dictionary.Largest(values) == values.DefaultIfEmpty().Max() && Bitmap.CountSet(bytes) == set;
        });

    [Fact]
    public void Values_of_a_dictionary_come_back_at_their_offsets_and_must_fill_the_room_exactly()
        => Gen.Select(Gen.Int[0, 40].Array[1, 9], Gen.Int[0, 1000].Array[0, 60], Gen.Bool).Sample((lengths, choices, nulls) =>
        {
            byte[][] entries = [.. lengths.Select((length, i) => Enumerable.Repeat((byte)(i + 1), length).ToArray())];
            uint[] indices = [.. choices.Select(choice => (uint)(choice % lengths.Length))];
            bool[] valid = [.. choices.Select(choice => !nulls || choice % 3 > 0)];
            byte[] validity = [.. valid.Chunk(8).Select(bits => (byte)bits.Select((bit, i) => bit ? 1 << i : 0).Sum())];
            byte[][] values = [.. indices.Select((index, i) => valid[i] ? entries[index] : [])];
            int[] entryOffsets = [.. Offsets(entries)], offsets = new int[indices.Length + 1];
            byte[] expected = [.. values.SelectMany(value => value)], slack = [.. entries.SelectMany(entry => entry), .. Enumerable.Repeat((byte)0xDB, BitPacking.Slack)];
            ReadOnlySpan<byte> bytes = slack.AsSpan(0, entryOffsets[^1]), bits = nulls ? validity : [];
            byte[] room = [.. Enumerable.Repeat((byte)0xDB, expected.Length + 40)];
            bool filled = Dictionary.TryGather(indices, bits, entryOffsets, bytes, offsets, room.AsSpan(0, expected.Length));
            return filled && room.AsSpan(0, expected.Length).SequenceEqual(expected) && !room.AsSpan(expected.Length).ContainsAnyExcept((byte)0xDB)
                && offsets.AsSpan().SequenceEqual([.. Offsets(values)])
                && !Dictionary.TryGather(indices, bits, entryOffsets, bytes, offsets, room.AsSpan(0, expected.Length + 1))
                && (expected.Length == 0 || !Dictionary.TryGather(indices, bits, entryOffsets, bytes, offsets, room.AsSpan(0, expected.Length - 1)));
        });

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

    private static IEnumerable<int> Offsets(byte[][] values)
    {
        int end = 0;
        yield return end;
        foreach (byte[] value in values)
        {
            yield return end += value.Length;
        }
    }
}
