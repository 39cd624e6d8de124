using System.Text;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Tests.Formats;

/// <summary>Batches of one column or a few, and what a writer makes of them.</summary>
internal static class Results
{
    public static Arena Memory { get; } = new(new ArenaOptions { BudgetBytes = 1L << 30, Poison = true });

    public static ColumnSchema Column(string name, LogicalType type) => new() { Name = name, Type = type };

    /// <summary>A batch whose rows the callback appends, one call per row.</summary>
    public static ColumnBatch Batch(IReadOnlyList<ColumnSchema> columns, int rows, Action<BatchBuilder, int> append)
    {
        using var builder = new BatchBuilder(new Schema(columns), Memory, BatchLimits.Default);
        for (int row = 0; row < rows; row++)
        {
            append(builder, row);
            builder.EndRow();
        }

        return builder.Build();
    }

    /// <summary>A batch of one column "v"; null is NULL.</summary>
    public static ColumnBatch Of<T>(LogicalType type, params T?[] values)
        where T : unmanaged
        => Batch([Column("v", type)], values.Length, (builder, row) =>
        {
            if (values[row] is { } value)
            {
                ((FixedColumnBuilder<T>)builder.Columns[0]).Append(value);
            }
            else
            {
                builder.Columns[0].AppendNull();
            }
        });

    /// <summary>A batch of one text or JSON column "v".</summary>
    public static ColumnBatch OfText(LogicalType type, params string?[] values)
        => OfBytes(type, [.. values.Select(value => value is null ? null : Encoding.UTF8.GetBytes(value))]);

    /// <summary>A batch of one column "v" of variable length.</summary>
    public static ColumnBatch OfBytes(LogicalType type, params byte[]?[] values)
        => Batch([Column("v", type)], values.Length, (builder, row) =>
        {
            if (values[row] is { } value)
            {
                ((VariableColumnBuilder)builder.Columns[0]).Append(value);
            }
            else
            {
                builder.Columns[0].AppendNull();
            }
        });

    public static string Json(params ColumnBatch[] batches) => Write(output => new JsonResultWriter(output), batches);

    public static string Csv(params ColumnBatch[] batches) => Write(output => new CsvResultWriter(output), batches);

    public static string Table(params ColumnBatch[] batches) => Write(output => new TableResultWriter(output), batches);

    /// <summary>The values as JSON writes them, without the object around.</summary>
    public static string[] JsonValues(ColumnBatch batch)
        => [.. Json(batch).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line["{\"v\":".Length..^1])];

    /// <summary>The fields as CSV writes them, without the header; for values without line breaks.</summary>
    public static string[] CsvValues(ColumnBatch batch) => Csv(batch).Split('\n')[1..^1];

    private static string Write(Func<OutputBuffer, ResultWriter> create, ColumnBatch[] batches)
    {
        var stream = new MemoryStream();
        var output = new OutputBuffer(stream);
        ResultWriter writer = create(output);
        writer.Begin(batches[0].Schema);
        foreach (ColumnBatch batch in batches)
        {
            writer.Write(batch);
            batch.Dispose();
        }

        writer.End();
        output.Flush();
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
