using Quarry.Cli.Input;
using Quarry.Cli.Reading;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Inspection;

/// <summary>RowBuffer v1, the original's v2, and MULT: what their messages hold. They have no directory, so they are read.</summary>
internal static class MessageInspector
{
    public static async Task<FileReport> InspectAsync(
        InputStream input, InputFormat format, BatchMemory memory, long maxBatchBytes, CancellationToken cancellationToken)
    {
        IReadOnlyList<ResultReport> results = await ResultCounter.CountAsync(new MessageResults(input, memory, new(null), maxBatchBytes), cancellationToken);
        return format == InputFormat.OriginalV2
            ? new() { Format = "original-v2", Title = "RowBuffer 2 of the original", Version = "2", Bytes = input.Bytes, Results = results }
            : new() { Format = "rowbuffer-v1", Title = "RowBuffer 1", Version = "1", Bytes = input.Bytes, Results = results };
    }

    public static async Task<FileReport> InspectMultiAsync(InputStream input, BatchMemory memory, long maxBatchBytes, CancellationToken cancellationToken)
    {
        using MultiResult message = await MultiResults.ReadAsync(input, memory, maxBatchBytes, cancellationToken);
        return new()
        {
            Format = "mult",
            Title = "Several results (MULT 2)",
            Version = "2",
            Bytes = input.Bytes,
            Results =
            [
                .. message.Items.Select(item => item.Rows).OfType<ColumnBatch>()
                    .Select(rows => new ResultReport { Batches = 1, Rows = rows.Rows, Columns = ResultCounter.Columns(rows.Schema) }),
            ],
            AffectedRows = [.. message.Items.Where(item => item.Rows is null).Select(item => item.Count)],
            OutputParameters = [.. message.Outputs.Select(output => output.Type.ToString())],
        };
    }
}
