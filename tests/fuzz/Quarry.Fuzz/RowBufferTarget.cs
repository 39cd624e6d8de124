using System.Buffers;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Fuzz;

/// <summary>The readers of RowBuffer: the typed error or batches whose values can be read and written again, within the memory allowed, and none kept.</summary>
internal static class RowBufferTarget
{
    private const long MaxBatchBytes = 64 << 10;
    private const int Rows = 8;

    private static readonly FuzzMemory s_memory = new();
    private static readonly ArrayBufferWriter<byte> s_written = new();

    /// <summary>True if the last v2 stream that ran, with its checksums right, was read to its end.</summary>
    public static bool WasRead { get; private set; }

    public static void RunV1(byte[] input)
    {
        var limits = new RowBufferV1Limits { Bytes = 1 << 20, Cells = 100_000, Rows = 100_000 };
        Guard(input, limits.Bytes, () =>
        {
            using var reader = new RowBufferV1Reader(new MemoryStream(input), s_memory, limits);
            while (reader.Read() is { } batch)
            {
                using (batch)
                {
                    Values(batch);
                }
            }
        });
        Guard(input, limits.Bytes, () => MultiResult.Read(input, s_memory, limits).Dispose());
    }

    /// <summary>Reads the input as it is and, where that differs, with its checksums made right, so that what lies behind them is reached.</summary>
    public static void RunV2(byte[] input) => Run(input, RowBufferSeal.Seal(input));

    /// <summary>As <see cref="RunV2"/>, with the buffers compressed that are not yet.</summary>
    public static void RunLz4(byte[] input) => Run(input, RowBufferPress.Lz4(input));

    /// <summary>As <see cref="RunLz4"/>.</summary>
    public static void RunZstd(byte[] input) => Run(input, RowBufferPress.Zstd(input));

    private static void Run(byte[] input, byte[] made)
    {
        Read(input);
        if (!made.AsSpan().SequenceEqual(input))
        {
            Read(made);
        }
    }

    private static void Read(byte[] input)
    {
        List<string>? late = Read(input, RowBufferValidation.FirstUse), full = Read(input, RowBufferValidation.Full);
        WasRead = late is not null;
        if (full is not null && (late is null || !late.SequenceEqual(full)))
        {
            throw new InvalidOperationException("what passes the full check differs without it");
        }
    }

    private static List<string>? Read(byte[] input, RowBufferValidation validation)
    {
        var values = new List<string>();
        bool whole = Guard(input, MaxBatchBytes, () =>
        {
            using RowBufferReader reader = RowBufferReader.Open(input, s_memory, new() { MaxBatchBytes = MaxBatchBytes, Validation = validation });
            while (reader.Read() is { } batch)
            {
                using (batch)
                {
                    List<string> own = Values(batch);
                    values.AddRange(own);
                    if (validation == RowBufferValidation.Full)
                    {
                        Rewrite(batch, own);
                    }
                }
            }
        });
        return whole ? values : null;
    }

    private static bool Guard(byte[] input, long allowed, Action read)
    {
        s_memory.ResetPeak();
        bool whole = false;
        try
        {
            read();
            whole = true;
        }
        catch (RowBufferFormatException error)
        {
            Check(error.Offset >= 0 && error.Offset <= input.Length, "the error's offset lies outside of the input");
        }
        catch (QuarryException error) when (error.Kind != ErrorKind.Internal || error.Code is < 2000 or > 2999)
        {
            // An error frame carries whatever error its bytes say.
        }

        Check(s_memory.RentedBlocks == 0, "blocks were kept");
        Check(s_memory.PeakBytes <= allowed + 4L * input.Length + 4096, "more memory was out than allowed");
        return whole;
    }

    // The first and last rows; what lies between them stands in the same buffers.
    private static List<string> Values(ColumnBatch batch)
    {
        var values = new List<string>();
        foreach (ColumnVector column in batch.Columns)
        {
            for (int row = 0; row < column.Length; row = row == Rows - 1 ? Math.Max(Rows, column.Length - Rows) : row + 1)
            {
                values.Add(Value(column, row));
            }
        }

        return values;
    }

    private static string Value(ColumnVector column, int row)
    {
        try
        {
            return column.GetValue(row) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                var value => FormattableString.Invariant($"{value}"),
            };
        }
        catch (QuarryException error) when (error is not RowBufferFormatException)
        {
            return error.Message;
        }
    }

    // What was read can be written, and reads the same.
    private static void Rewrite(ColumnBatch batch, List<string> values)
    {
        s_written.ResetWrittenCount();
        using (var writer = new RowBufferWriter(s_written, batch.Schema, new() { Codec = RowBufferCodec.None }))
        {
            writer.Write(batch);
            writer.Complete();
        }

        using RowBufferReader reader = RowBufferReader.Open(s_written.WrittenMemory, s_memory, new() { Validation = RowBufferValidation.Full });
        using ColumnBatch again = reader.Read()!;
        Check(Values(again).SequenceEqual(values), "a batch differs after it was written");
    }

    private static void Check(bool holds, string broken)
    {
        if (!holds)
        {
            throw new InvalidOperationException(broken);
        }
    }
}
