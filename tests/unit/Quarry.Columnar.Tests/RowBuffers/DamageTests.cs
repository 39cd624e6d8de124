using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Every truncation and every bit flip of every golden file: the typed error or equal values, within the memory that was allowed.</summary>
public sealed class DamageTests
{
    private const int MaxBatchBytes = 1 << 20;

    public static TheoryData<string> Names => GoldenTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_truncated_file_is_an_error(string name)
    {
        byte[] bytes = Golden.V2Bytes(name);
        for (int length = 0; length < bytes.Length; length++)
        {
            string outcome = Outcome(bytes[..length], RowBufferValidation.Full);
            if (!outcome.StartsWith("format 2010", StringComparison.Ordinal))
            {
                outcome.Should().StartWith("format 2010", "cut at {0}", length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_flipped_bit_is_an_error_or_changes_nothing(string name)
    {
        byte[] bytes = Golden.V2Bytes(name);
        string whole = Outcome(bytes, RowBufferValidation.Full);
        Parallel.For(0, bytes.Length * 8, bit =>
        {
            byte[] flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            string outcome = Outcome(flipped, bit % 2 == 0 ? RowBufferValidation.Full : RowBufferValidation.FirstUse);
            if (!outcome.StartsWith("format ", StringComparison.Ordinal))
            {
                outcome.Should().Be(whole, "bit {0}", bit);
            }
        });
    }

    [Fact]
    public void Random_bytes_after_a_right_start_are_errors()
    {
        byte[] bytes = Golden.V2Bytes("auto.qrb");
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] broken = (byte[])bytes.Clone();
            random.NextBytes(broken.AsSpan(random.Next(broken.Length)));
            Outcome(broken, RowBufferValidation.Full).Should().StartWith("format ");
        }
    }

    [Fact]
    public void Bytes_after_the_end_are_an_error_where_all_is_checked()
    {
        byte[] bytes = [.. Golden.V2Bytes("auto.qrb"), 0];
        Outcome(bytes, RowBufferValidation.Full).Should().StartWith("format 2014");
        Outcome(bytes, RowBufferValidation.FirstUse).Should().StartWith("batch");
    }

    private static string Outcome(byte[] bytes, RowBufferValidation validation)
    {
        var memory = new CountingMemory();
        List<ColumnBatch> batches = [];
        long before = GC.GetAllocatedBytesForCurrentThread(), managed = 0;
        string outcome = Outcome(bytes, validation, memory, batches, () => managed = GC.GetAllocatedBytesForCurrentThread() - before);
        batches.ForEach(batch => batch.Dispose());
        return memory.Rented == 0 && memory.PeakBytes + managed <= MaxBatchBytes + 4 * bytes.Length
            ? outcome
            : $"{memory.Rented} blocks were kept; {memory.PeakBytes} bytes were out at once, {managed} allocated";
    }

    private static string Outcome(byte[] bytes, RowBufferValidation validation, BatchMemory memory, List<ColumnBatch> batches, Action onRead)
    {
        try
        {
            using RowBufferReader reader = RowBufferReader.Open(bytes, memory, new() { Validation = validation, MaxBatchBytes = MaxBatchBytes });
            while (reader.Read() is { } batch)
            {
                batches.Add(batch);
            }

            onRead();
            return Golden.Dump(batches);
        }
        catch (RowBufferFormatException error)
        {
            onRead();
            return error.Offset >= 0 && error.Offset <= bytes.Length ? $"format {error.Code}" : $"offset {error.Offset} outside of {bytes.Length}: {error.Message}";
        }
        catch (QuarryException error)
        {
            return $"error {error.Kind} {error.Code} {error.SqlState} {error.Message}";
        }
    }
}
