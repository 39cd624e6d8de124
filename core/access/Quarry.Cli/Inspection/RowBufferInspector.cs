using Quarry.Cli.Input;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Inspection;

/// <summary>RowBuffer v2: the directories are read and the values passed over.</summary>
internal static class RowBufferInspector
{
    public static async Task<FileReport> InspectAsync(InputStream input, BatchMemory memory, CancellationToken cancellationToken)
    {
        await using RowBufferReader reader = await RowBufferReader.OpenAsync(input, memory, new() { LeaveOpen = true }, cancellationToken);
        StorageTotals[] columns = [.. reader.Schema.Columns.Select(_ => new StorageTotals())];
        (long batches, long rows) = (0, 0);
        while (await reader.InspectAsync(cancellationToken) is { } batch)
        {
            (batches, rows) = (batches + 1, rows + batch.Rows);
            for (int i = 0; i < columns.Length; i++)
            {
                columns[i].Add(batch.Columns[i]);
            }
        }

        return new()
        {
            Format = "rowbuffer-v2",
            Title = $"RowBuffer {reader.Version}",
            Version = reader.Version.ToString(),
            Bytes = input.Bytes,
            Results =
            [
                new()
                {
                    Batches = batches,
                    Rows = rows,
                    Columns = [.. reader.Schema.Columns.Select((column, index) => new ColumnReport { Schema = column, Storage = columns[index].ToReport() })],
                },
            ],
        };
    }
}
