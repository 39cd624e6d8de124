using System.Buffers;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Fuzz;

/// <summary>The readers of RowBuffer: the typed error or batches whose every value can be read, and no memory kept.</summary>
internal static class RowBufferTarget
{
    private const long MaxBatchBytes = 1 << 20;
    private const long Budget = 64 << 20;

    private static readonly Arena s_arena = new(new() { BudgetBytes = Budget });

    public static void RunV1(byte[] input)
    {
        var limits = new RowBufferV1Limits { Bytes = 1 << 20, Cells = 100_000, Rows = 100_000 };
        Guard(() =>
        {
            using var reader = new RowBufferV1Reader(new MemoryStream(input), s_arena, limits);
            while (reader.Read() is { } batch)
            {
                using (batch)
                {
                    Touch(batch);
                }
            }
        });
        Guard(() => MultiResult.Read(input, s_arena, limits).Dispose());
    }

    /// <summary>Reads the input as it is, and once more with its checksums made right, so that what lies behind them is reached.</summary>
    public static void RunV2(byte[] input)
    {
        Read(input);
        Read(RowBufferSeal.Seal(input));
    }

    private static void Read(byte[] input)
    {
        foreach (RowBufferValidation validation in Enum.GetValues<RowBufferValidation>())
        {
            Guard(() =>
            {
                using RowBufferReader reader = RowBufferReader.Open(input, s_arena, new() { MaxBatchBytes = MaxBatchBytes, Validation = validation });
                while (reader.Read() is { } batch)
                {
                    using (batch)
                    {
                        Touch(batch);
                        Rewrite(batch);
                    }
                }
            });
        }
    }

    private static void Guard(Action read)
    {
        try
        {
            read();
        }
        catch (QuarryException error) when (error is RowBufferFormatException || error.Kind != ErrorKind.Internal)
        {
            // An error frame carries whatever error its bytes say.
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

    // What was read can be written, and reads the same.
    private static void Rewrite(ColumnBatch batch)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new RowBufferWriter(bytes, batch.Schema, new() { Codec = RowBufferCodec.None }))
        {
            writer.Write(batch);
            writer.Complete();
        }

        using RowBufferReader reader = RowBufferReader.Open(bytes.WrittenMemory, s_arena, new() { Validation = RowBufferValidation.Full });
        using ColumnBatch again = reader.Read()!;
        for (int i = 0; i < batch.Columns.Count; i++)
        {
            if (again[i].NullCount != batch[i].NullCount || again[i].Length != batch[i].Length)
            {
                throw new InvalidOperationException($"column {i} differs after it was written");
            }
        }
    }
}
