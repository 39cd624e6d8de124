using System.IO.Hashing;
using System.Runtime.InteropServices;
using Quarry.Columnar;
using Quarry.Columnar.Encodings;
using Quarry.Columnar.Reading;
using Quarry.Columnar.Wire;
using Quarry.Columnar.Writing;
using Quarry.Contracts;

namespace Quarry.Benchmarks.RowBuffers;

/// <summary>The kernels of RowBuffer v2 over the buffers of one batch, each beside a copy of as many bytes.</summary>
internal static class Kernels
{
    private const int Rows = 16_384;

    private static readonly List<byte[]> s_pinned = [];
    private static readonly RowBufferWriterOptions s_options = new() { Codec = RowBufferCodec.None };

    public static void Run(int rounds)
    {
        using var memory = new Arena(new() { BudgetBytes = 1L << 30 });
        KernelComparison.Run(rounds, [.. Encodings(memory), .. Dictionaries(), .. Splitting(), .. Packing(), .. Parts()]);
    }

    // Encode is all that the writer does for one buffer: measuring it, choosing, packing, appending to the body, checksum. Decode is the reader's part without the checksum.
    private static IEnumerable<Kernel> Encodings(BatchMemory memory)
    {
        var random = new Random(3);
        yield return Encoding("plain (random int64)", BufferEncoding.Plain, 8, _ => random.NextInt64(), memory);
        yield return Encoding("constant, int64", BufferEncoding.Constant, 8, _ => 7, memory);
        yield return Encoding("run-length, int64, runs of 100", BufferEncoding.RunLength, 8, i => (i / 100 * 2654435761L) << 20, memory);
        yield return Encoding("frame of reference, int32, 12 bits", BufferEncoding.FrameOfReference, 4, _ => 8000 + random.Next(4096), memory);
        yield return Encoding("frame of reference, int64, 18 bits", BufferEncoding.FrameOfReference, 8, _ => random.Next(200_000), memory);
        yield return Encoding("frame of reference, decimal128, 24 bits", BufferEncoding.FrameOfReference, 16, _ => random.Next(1 << 24), memory);
        yield return Encoding("delta, int64, 6 bits", BufferEncoding.Delta, 8, i => 1_700_000_000_000_000L + i * 1000 + random.Next(30), memory);
    }

    private static unsafe Kernel Encoding(string name, BufferEncoding expected, int width, Func<int, long> value, BatchMemory memory)
    {
        long[] values = [.. Enumerable.Range(0, Rows).Select(value)];
        byte[] raw = new byte[Rows * width];
        Integers.Store(values, width, raw);
        ByteWriter directory = new(), body = new();
        var encoder = new BufferEncoder(s_options, directory, body);
        var memo = new ColumnMemo(LogicalType.Int64);
        Encode();
        var reader = new ByteReader(directory.Span, 0);
        BufferEntry entry = BufferEntry.Read(ref reader, RowBufferVersion.Latest);
        nint stored = Pinned(body.Span);
        byte[] decoded = new byte[raw.Length];
        Decode();
        if (entry.Encoding != expected || !decoded.AsSpan().SequenceEqual(raw))
        {
            throw new InvalidOperationException($"{name}: written as {entry.Encoding}.");
        }

        return new(name, raw.Length, Encode, entry.IsView ? null : Decode);

        void Encode()
        {
            directory.Clear();
            body.Clear();
            encoder.Write(BufferRole.Values, raw, width, ElementUse.Integer, memo);
        }

        void Decode() => BufferDecoder.Decode(entry, width, (byte*)stored, decoded, memory, 0);
    }

    // Encode finds the distinct values and the index of each row; the indices are then packed as above.
    private static IEnumerable<Kernel> Dictionaries()
    {
        var random = new Random(5);
        foreach (int count in (int[])[50, 250])
        {
            byte[] raw = MemoryMarshal.AsBytes<long>([.. Enumerable.Range(0, Rows).Select(_ => random.Next(count) * 1_000_003L)]).ToArray(), decoded = new byte[raw.Length];
            var builder = new DictionaryBuilder();
            if (!builder.TryBuild(new FixedRows(raw, 8), []))
            {
                throw new InvalidOperationException("The dictionary was given up.");
            }

            byte[] entries = [.. builder.FirstRows.ToArray().SelectMany(row => raw.AsSpan(row * 8, 8).ToArray())];
            uint[] indices = [.. builder.Indices];
            yield return new($"dictionary, int64, {count} values", raw.Length, () => builder.TryBuild(new FixedRows(raw, 8), []), () => Dictionary.Gather(indices, entries, 8, decoded));
        }

        string[] modes = ["REG AIR   ", "AIR       ", "RAIL      ", "SHIP      ", "TRUCK     ", "MAIL      ", "FOB       "];
        byte[] text = [.. Enumerable.Range(0, Rows).SelectMany(_ => System.Text.Encoding.ASCII.GetBytes(modes[random.Next(modes.Length)]))], texts = new byte[text.Length];
        int[] offsets = [.. Enumerable.Range(0, Rows + 1).Select(i => i * 10)], room = new int[Rows + 1];
        var names = new DictionaryBuilder();
        names.TryBuild(new VariableRows(text, offsets), []);
        byte[] values = [.. names.FirstRows.ToArray().SelectMany(row => text.AsSpan(row * 10, 10).ToArray()), .. new byte[BitPacking.Slack]];
        uint[] choices = [.. names.Indices];
        yield return new("dictionary, text of 10 bytes, 7 values", text.Length, () => names.TryBuild(new VariableRows(text, offsets), []),
            () => Dictionary.TryGather(choices, [], offsets.AsSpan(0, 8), values.AsSpan(0, 70), room, texts));
    }

    // The codec, without which floats are not split, is not counted.
    private static IEnumerable<Kernel> Splitting()
    {
        var random = new Random(7);
        foreach (int width in (int[])[sizeof(float), sizeof(double)])
        {
            byte[] raw = new byte[Rows * width], streams = new byte[raw.Length], merged = new byte[raw.Length];
            random.NextBytes(raw);
            ByteStreamSplit.Split(raw, width, streams);
            ByteStreamSplit.Merge(streams, width, merged);
            if (!merged.AsSpan().SequenceEqual(raw))
            {
                throw new InvalidOperationException("The streams are not the floats.");
            }

            yield return new($"byte-stream-split, float{8 * width}", raw.Length, () => ByteStreamSplit.Split(raw, width, streams), () => ByteStreamSplit.Merge(streams, width, merged));
        }
    }

    private static IEnumerable<Kernel> Packing()
    {
        var random = new Random(4);
        foreach (int bits in (int[])[1, 2, 3, 4, 7, 8, 12, 16, 17, 24, 31, 32, 33, 40, 48, 57, 58, 63, 64])
        {
            ulong mask = bits == 64 ? ulong.MaxValue : (1UL << bits) - 1;
            long[] values = [.. Enumerable.Range(0, Rows).Select(_ => (long)((ulong)random.NextInt64(long.MinValue, long.MaxValue) & mask))], unpacked = new long[Rows];
            byte[] packed = new byte[Rows * bits / 8];
            BitPacking.Pack(values, 0, bits, packed);
            nint source = Pinned(packed);
            yield return new($"bit-packing, {bits} bits", Rows * sizeof(long), () => BitPacking.Pack(values, 0, bits, packed), () => Unpack(source, bits, unpacked));
        }
    }

    private static IEnumerable<Kernel> Parts()
    {
        var random = new Random(6);
        byte[] raw = new byte[Rows * sizeof(long)], validity = new byte[Rows / 8], bits = new byte[1 << 17];
        random.NextBytes(raw);
        random.NextBytes(bits);
        for (int row = 0; row < Rows; row++)
        {
            validity[row >> 3] |= (byte)(random.Next(10) == 0 ? 0 : 1 << (row & 7));
        }

        yield return new("XXH3-64", raw.Length, () => XxHash3.HashToUInt64(raw), null);
        yield return new("slots of NULLs zeroed, int64, 10 % NULL", raw.Length, () => NullSlots.Clear(raw, sizeof(long), validity), null);
        yield return new("slots of NULLs filled, int64, 10 % NULL", raw.Length, () => NullSlots.Fill(raw, sizeof(long), validity), null);
        yield return new("validity bitmap counted", bits.Length, () => Bitmap.CountSet(bits), null);
    }

    private static unsafe void Unpack(nint source, int bits, long[] values) => BitPacking.Unpack((byte*)source, 0, bits, values);

    private static nint Pinned(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = GC.AllocateArray<byte>(bytes.Length + BitPacking.Slack, pinned: true);
        bytes.CopyTo(copy);
        s_pinned.Add(copy);
        return Marshal.UnsafeAddrOfPinnedArrayElement(copy, 0);
    }
}
