using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using Quarry.Arrow.Reading;
using Quarry.Contracts;

namespace Quarry.Arrow.Tests;

/// <summary>Dictionaries that live through a stream: kept, replaced, added to.</summary>
public sealed class DictionaryStreamTests
{
    private static readonly byte[] s_end = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];

    private readonly CountingMemory _memory = new();

    [Fact]
    public void A_dictionary_is_replaced()
    {
        byte[][] first = Messages(Stream(StringType.Default, "red", "green")), second = Messages(Stream(StringType.Default, "one", "two"));
        byte[] bytes = [.. first[0], .. first[1], .. first[2], .. second[1], .. second[2], .. second[2], .. s_end];
        Read(bytes, new()).Should().Equal("green", "red", "two", "one", "two", "one");
        _memory.Rented.Should().Be(0);
    }

    [Fact]
    public void A_delta_adds_to_a_dictionary()
    {
        byte[][] first = Messages(Stream(StringType.Default, "red")), second = Messages(Stream(StringType.Default, "red", "green"));
        byte[] bytes = [.. first[0], .. first[1], .. first[2], .. Delta("green", "blue"), .. second[2], .. Delta("white"), .. second[2], .. s_end];
        Read(bytes, new()).Should().Equal("red", "green", "red", "green", "red");
        _memory.Rented.Should().Be(0);
    }

    [Fact]
    public void Deltas_without_end_end_at_the_budget()
    {
        byte[][] first = Messages(Stream(StringType.Default, "red"));
        byte[] delta = Delta("green");
        byte[] bytes = [.. first[0], .. first[1], .. Enumerable.Repeat(delta, 10_000).SelectMany(x => x), .. first[2], .. s_end];
        FluentActions.Invoking(() => Read(bytes, new() { MaxBatchBytes = 1 << 20 })).Should().Throw<ArrowFormatException>().Which.Code.Should().Be(8504);
        _memory.PeakBytes.Should().BeLessThanOrEqualTo(1 << 20).And.BeGreaterThan(1 << 19);
        _memory.Rented.Should().Be(0);
    }

    [Fact]
    public void A_dictionary_is_imported_once_however_many_batches_refer_to_it()
    {
        string large = new('x', 100_000);
        byte[][] first = Messages(Stream(LargeStringType.Default, "red", large)), second = Messages(Stream(LargeStringType.Default, "one", large));
        Dictionary<int, int> copies = [];
        foreach (int batches in new[] { 1, 50 })
        {
            byte[] bytes = [.. first[0], .. Repeat(batches), .. s_end];
            var memory = new LargeRents();
            using (ArrowIpcReader reader = ArrowIpcReader.Open(new MemoryStream(bytes), memory, new() { Columns = ["c"] }))
            {
                while (reader.Read() is { } batch)
                {
                    batch.Dispose();
                }
            }

            memory.Memory.Rented.Should().Be(0);
            copies[batches] = memory.Count;
        }

        // A body and a copy per version: two versions, and each batch takes the first and last entry of its dictionary.
        (copies[50] - copies[1]).Should().Be(2 * 49, "only the batches' own values are copied again");

        byte[] Repeat(int count)
            => [.. first[1], .. Enumerable.Repeat(first[2], count).SelectMany(x => x), .. second[1], .. Enumerable.Repeat(second[2], count).SelectMany(x => x)];
    }

    [Fact]
    public void Dictionaries_and_the_batch_together_stay_within_the_limit()
    {
        byte[] bytes = Stream(StringType.Default, "red", new string('x', 100_000));
        Read(bytes, new() { MaxBatchBytes = 210_000 }).Should().HaveCount(2);
        FluentActions.Invoking(() => Read(bytes, new() { MaxBatchBytes = 190_000 })).Should().Throw<ArrowFormatException>().Which.Code.Should().Be(8504);
        _memory.Rented.Should().Be(0);
    }

    // One column "c" of indices that count down to 0.
    private static byte[] Stream(IArrowType type, params string[] words)
    {
        IArrowArray values = type is StringType ? new StringArray.Builder().AppendRange(words).Build() : new LargeStringArray(Large(words));
        Int8Array indices = new Int8Array.Builder().AppendRange(Enumerable.Range(0, words.Length).Select(i => (sbyte)(words.Length - 1 - i))).Build();
        RecordBatch batch = ViewTests.Batch(("c", new DictionaryArray(new DictionaryType(Int8Type.Default, type, false), indices, values).Data));
        return Ipc.WriteByArrow(batch.Schema, [batch]);
    }

    private static ArrayData Large(string[] words)
    {
        long[] offsets = [0, .. words.Select((_, i) => words.Take(i + 1).Sum(word => (long)word.Length))];
        return new(LargeStringType.Default, words.Length, 0, 0,
            [ArrowBuffer.Empty, new ArrowBuffer(System.Runtime.InteropServices.MemoryMarshal.AsBytes<long>(offsets).ToArray()), new ArrowBuffer(Encoding.ASCII.GetBytes(string.Concat(words)))]);
    }

    private static byte[] Delta(params string[] words)
    {
        int[] offsets = [0, .. words.Select((_, i) => words.Take(i + 1).Sum(word => word.Length)), .. new int[words.Length % 2 == 0 ? 1 : 0]];
        byte[] text = Encoding.ASCII.GetBytes(string.Concat(words).PadRight(16, '\0'));
        byte[] ends = System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(offsets).ToArray();
        return FlatBytes.Message(2, [.. ends, .. text], (flat, at) =>
        {
            (int dictionary, int[] slots) = flat.Table((0, 8, 0), (1, 4, 0), (2, 1, 1));
            flat.Link(at, dictionary);
            (int batch, int[] parts) = flat.Table((0, 8, words.Length), (1, 4, 0), (2, 4, 0));
            flat.Link(slots[1], batch);
            flat.Link(parts[1], flat.Pairs((words.Length, 0)));
            flat.Link(parts[2], flat.Pairs((0, 0), (0, 4 * (words.Length + 1)), (ends.Length, words.Sum(word => word.Length))));
        });
    }

    private static byte[][] Messages(byte[] stream)
    {
        List<byte[]> messages = [];
        for (int at = 0; at < stream.Length - s_end.Length;)
        {
            int head = MessageCheck.HeadBytes + BitConverter.ToInt32(stream, at + 4);
            int length = head + MessageCheck.Check(stream.AsMemory(at, head), at, BatchShape.Any, long.MaxValue).BodyLength;
            messages.Add(stream[at..(at + length)]);
            at += length;
        }

        return [.. messages];
    }

    private List<object?> Read(byte[] bytes, ArrowIpcReaderOptions options)
    {
        List<object?> values = [];
        using ArrowIpcReader reader = ArrowIpcReader.Open(new MemoryStream(bytes), _memory, options);
        while (reader.Read() is { } batch)
        {
            using (batch)
            {
                values.AddRange(Enumerable.Range(0, batch.Rows).Select(row => batch[0].GetValue(row)));
            }
        }

        return values;
    }

    private sealed class LargeRents : BatchMemory
    {
        public CountingMemory Memory { get; } = new();

        public int Count { get; private set; }

        public override MemoryBlock Rent(long bytes)
        {
            Count += bytes >= 100_000 ? 1 : 0;
            return Memory.Rent(bytes);
        }
    }
}
