using Quarry.Arrow;
using Quarry.Contracts;

namespace Quarry.Fuzz;

/// <summary>The seam to Arrow's reader: the typed error or batches whose every value can be read and which can be written again, within the memory allowed,
/// managed memory too, and none kept.</summary>
internal static class ArrowTarget
{
    private const long MaxBatchBytes = 64 << 10;

    // Objects of schema and batches: a field of a few bytes is an object of some hundred.
    private const long SchemaBytes = 1 << 20;
    private const int ManagedFactor = 64;

    // The LZ4 library takes a whole block, of up to 4 MiB as its frame says, for each buffer, one after the other.
    private const long BatchBytes = 256 << 20;

    private static readonly FuzzMemory s_memory = new();

    public static void Run(byte[] input)
    {
        s_memory.ResetPeak();
        try
        {
            var options = new ArrowIpcReaderOptions
            {
                MaxBatchBytes = MaxBatchBytes,
                RequireEnd = input.Length % 2 == 0,
                AllowTrailingBytes = input.Length % 3 == 0,
            };
            using ArrowIpcReader reader = Measured(() => ArrowIpcReader.Open(new MemoryStream(input), s_memory, options), SchemaBytes, input);
            while (Measured(reader.Read, BatchBytes, input) is { } batch)
            {
                using (batch)
                {
                    Touch(batch);
                    using ArrowIpcWriter writer = new(Stream.Null, batch.Schema, new() { LeaveOpen = true });
                    writer.Write(batch);
                }
            }
        }
        catch (ArrowFormatException error)
        {
            Check(error.Offset >= 0 && error.Offset <= input.Length, "the error's offset lies outside of the input");
        }

        Check(s_memory.RentedBlocks == 0, "blocks were kept");
        Check(s_memory.PeakBytes <= MaxBatchBytes + 4L * input.Length, "more memory was out than allowed");
    }

    private static T Measured<T>(Func<T> call, long most, byte[] input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            return call();
        }
        finally
        {
            long managed = GC.GetAllocatedBytesForCurrentThread() - before;
            Check(managed <= most + (long)ManagedFactor * input.Length, $"{managed} managed bytes were taken");
        }
    }

    private static void Check(bool holds, string broken)
    {
        if (!holds)
        {
            throw new InvalidOperationException(broken);
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
