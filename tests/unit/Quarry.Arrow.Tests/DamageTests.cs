using System.Buffers.Binary;
using Quarry.Contracts;

namespace Quarry.Arrow.Tests;

/// <summary>Every truncation and every bit flip of every golden file: the typed error or batches whose every value can be read, within the memory
/// that was allowed.</summary>
public sealed class DamageTests
{
    private const int MaxBatchBytes = 1 << 20;
    private const int ManagedFactor = 4;

    public static TheoryData<string> Names => Golden.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Golden_files_hold_what_they_held(string name)
    {
        var memory = new CountingMemory();
        using ArrowIpcReader reader = Ipc.Open(Golden.Bytes(name), memory);
        foreach (ColumnBatch expected in Golden.Batches(name, new CountingMemory()))
        {
            using ColumnBatch? batch = reader.Read();
            BatchAssert.Equal(batch!, expected);
        }

        reader.Read().Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_truncated_file_is_an_error(string name)
    {
        byte[] bytes = Golden.Bytes(name);
        Parallel.For(0, bytes.Length, length =>
        {
            foreach (bool seekable in new[] { true, false })
            {
                string outcome = Outcome(bytes[..length], seekable);
                if (!outcome.StartsWith("format 850", StringComparison.Ordinal))
                {
                    outcome.Should().StartWith("format 850", "cut at {0}, seekable {1}", length, seekable);
                }
            }
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_flipped_bit_is_the_typed_error_or_leaves_readable_values(string name)
    {
        byte[] bytes = Golden.Bytes(name);
        Parallel.For(0, bytes.Length * 8, bit =>
        {
            byte[] flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            string outcome = Outcome(flipped, seekable: bit % 2 == 0);
            if (outcome != "read" && !outcome.StartsWith("format ", StringComparison.Ordinal))
            {
                outcome.Should().Be("read", "bit {0}", bit);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Extreme_numbers_in_every_place_are_the_typed_error_or_leave_readable_values(string name)
    {
        byte[] bytes = Golden.Bytes(name);
        long[] extremes = [-1, int.MinValue, int.MaxValue, long.MinValue, long.MaxValue, 1L << 40, MaxBatchBytes];
        Parallel.For(0, bytes.Length / 8, word =>
        {
            long extreme = extremes[word % extremes.Length];
            byte[] changed = (byte[])bytes.Clone();
            BinaryPrimitives.WriteInt64LittleEndian(changed.AsSpan(word * 8), extreme);
            string outcome = Outcome(changed, seekable: true);
            if (outcome != "read" && !outcome.StartsWith("format ", StringComparison.Ordinal))
            {
                outcome.Should().Be("read", "{0} in word {1}", extreme, word);
            }
        });
    }

    private static string Outcome(byte[] bytes, bool seekable)
    {
        var memory = new CountingMemory();
        string outcome;
        long managed = 0;
        try
        {
            Stream stream = seekable ? new MemoryStream(bytes) : new OneWayStream(bytes);
            using ArrowIpcReader reader = Measured(() => ArrowIpcReader.Open(stream, memory, new() { MaxBatchBytes = MaxBatchBytes }), ref managed);
            while (Measured(reader.Read, ref managed) is { } batch)
            {
                using (batch)
                {
                    Touch(batch);
                }
            }

            outcome = "read";
        }
        catch (ArrowFormatException error)
        {
            outcome = error.Offset >= 0 && error.Offset <= bytes.Length ? $"format {error.Code}" : $"offset {error.Offset} outside of {bytes.Length}: {error}";
        }
        catch (Exception error)
        {
            outcome = error.ToString();
        }

        // At once: the body, what it decompresses to and is converted to, and the dictionaries. In all: what the objects of schema and batches took.
        return memory.Rented == 0 && memory.PeakBytes <= MaxBatchBytes && managed <= MaxBatchBytes + ManagedFactor * bytes.Length
            ? outcome
            : $"{memory.Rented} blocks were kept, {memory.PeakBytes} bytes were out at once, {managed} managed bytes were taken for {bytes.Length}: {outcome}";
    }

    // What fails is measured too.
    private static T Measured<T>(Func<T> call, ref long managed)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return call();
        }
        finally
        {
            managed += GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static void Touch(ColumnBatch batch)
    {
        foreach (ColumnVector column in batch.Columns)
        {
            for (int row = 0; row < column.Length; row++)
            {
                column.GetValue(row);
            }
        }
    }
}

/// <summary>Bytes that come once and in small parts.</summary>
internal sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1013)]);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return base.Read(buffer.Span[..Math.Min(buffer.Length, 517)]);
    }
}
