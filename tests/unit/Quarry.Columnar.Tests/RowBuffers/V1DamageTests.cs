using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Every truncation and every bit flip of every golden file of v1: the typed error or a valid decode, within the memory that was allowed.</summary>
public sealed class V1DamageTests
{
    private const string Format = "rowbuffer-v1";
    private const string Several = "mult.qrb";
    private const int MaxBytes = 1 << 20;

    private static readonly RowBufferV1Limits s_limits = new() { Bytes = MaxBytes };

    public static TheoryData<string> Names
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (string path in Directory.EnumerateFiles(Golden.Folder(Format), "*.qrb").Order(StringComparer.Ordinal))
            {
                names.Add(Path.GetFileName(path));
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_truncated_file_is_an_error_or_the_whole_messages_before_the_cut(string name)
    {
        byte[] bytes = Golden.Bytes(Format, name, () => []);
        int[] accepted = [.. Enumerable.Range(0, bytes.Length).Where(length => Outcome(name, bytes[..length]) == "read")];
        accepted.Should().Equal(Ends(name, bytes));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_flipped_bit_is_an_error_or_a_valid_decode(string name)
    {
        byte[] bytes = Golden.Bytes(Format, name, () => []);
        Outcome(name, bytes).Should().Be("read");
        Parallel.For(0, bytes.Length * 8, bit =>
        {
            byte[] flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            string outcome = Outcome(name, flipped);
            if (outcome != "read" && !outcome.StartsWith("format ", StringComparison.Ordinal))
            {
                outcome.Should().StartWith("format ", "bit {0}", bit);
            }
        });
    }

    // Where a stream may end: at its start, after each message, and before the output parameters.
    private static IEnumerable<int> Ends(string name, byte[] bytes)
    {
        if (name == Several)
        {
            return [bytes.AsSpan().IndexOf("OUT1"u8)];
        }

        List<int> ends = [];
        for (int at = 0; at < bytes.Length;)
        {
            ends.Add(at);
            int header = bytes[at + 4] == 1 ? 16 : 19;
            at += header + BitConverter.ToInt32(bytes, at + header - 4);
        }

        return ends;
    }

    private static string Outcome(string name, byte[] bytes)
    {
        var memory = new CountingMemory();
        long before = GC.GetAllocatedBytesForCurrentThread();
        string outcome = Read(name, bytes, memory);
        long used = memory.PeakBytes + GC.GetAllocatedBytesForCurrentThread() - before;
        return memory.Rented == 0 && used <= MaxBytes + 4 * bytes.Length ? outcome : $"{memory.Rented} blocks were kept; {used} bytes were used";
    }

    private static string Read(string name, byte[] bytes, CountingMemory memory)
    {
        List<ColumnBatch> batches = [];
        try
        {
            if (name == Several)
            {
                MultiResult.Read(bytes, memory, s_limits).Dispose();
                return "read";
            }

            using var reader = new RowBufferV1Reader(new MemoryStream(bytes), memory, s_limits);
            while (reader.Read() is { } batch)
            {
                batches.Add(batch);
            }

            return "read";
        }
        catch (RowBufferFormatException error)
        {
            return error.Offset >= 0 && error.Offset <= bytes.Length ? $"format {error.Code}" : $"offset {error.Offset} outside of {bytes.Length}: {error.Message}";
        }
        finally
        {
            batches.ForEach(batch => batch.Dispose());
        }
    }
}
