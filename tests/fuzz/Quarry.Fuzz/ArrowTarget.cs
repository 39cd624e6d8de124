using Quarry.Arrow;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Fuzz;

/// <summary>The seam to Arrow's reader: the typed error or batches whose every value can be read and which can be written again, and no memory kept.</summary>
internal static class ArrowTarget
{
    private const long MaxBatchBytes = 1 << 20;
    private const long Budget = 64 << 20;

    private static readonly Arena s_arena = new(new() { BudgetBytes = Budget });

    public static void Run(byte[] input)
    {
        try
        {
            using ArrowIpcReader reader = ArrowIpcReader.Open(
                new MemoryStream(input), s_arena, new() { MaxBatchBytes = MaxBatchBytes, RequireEnd = input.Length % 2 == 0 });
            while (reader.Read() is { } batch)
            {
                using (batch)
                {
                    Touch(batch);
                    using ArrowIpcWriter writer = new(Stream.Null, batch.Schema, new() { LeaveOpen = true });
                    writer.Write(batch);
                }
            }
        }
        catch (ArrowFormatException)
        {
        }

        if (s_arena.Statistics.RentedBlocks != 0)
        {
            throw new InvalidOperationException($"{s_arena.Statistics.RentedBlocks} blocks were kept");
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
