using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Quarry.Cli.Cells;
using Quarry.Cli.Commands;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>What a command that wrote a table says when it is done.</summary>
internal static class CopyReport
{
    /// <param name="request">What was written.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="elapsed">Since the start.</param>
    /// <param name="source">How a database was read, or null for a file.</param>
    /// <param name="resumeKey">By which column a copy goes on, or null.</param>
    public static string Of(WriteRequest request, WriteResult result, TimeSpan elapsed, CopySource? source = null, string? resumeKey = null)
        => request.Json ? Json(request, source, result, elapsed) : Text(request, source, resumeKey, result);

    private static string Text(WriteRequest request, CopySource? source, string? resumeKey, WriteResult result)
    {
        string parts = source?.Plan is { } plan
            ? string.Create(CultureInfo.InvariantCulture, $", read in {plan.Partitions.Count} parts by {plan.Method}{(plan.Bound.Length == 0 ? "" : $" ({plan.Bound})")}")
            : "";
        string before = source?.Resumed is { After: { } after, RowsPresent: var present }
            ? string.Create(CultureInfo.InvariantCulture, $"; {present} were there, up to {resumeKey} {after}")
            : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{result.Rows} {(result.Rows == 1 ? "row" : "rows")} {(source is null ? "loaded" : "copied")} into {VisibleText.Of(TableText.Format(request.Table))}{(result.HasCreated ? ", which was created" : "")}{VisibleText.Of(parts + before)}\n");
    }

    private static string Json(WriteRequest request, CopySource? source, WriteResult result, TimeSpan elapsed)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, request.Table.Schema);
            json.WriteString("table"u8, request.Table.Name);
            json.WriteNumber("rows"u8, result.Rows);
            json.WriteBoolean("created"u8, result.HasCreated);
            if (source?.Plan is { } plan)
            {
                json.WriteNumber("partitions"u8, plan.Partitions.Count);
                json.WriteString("method"u8, plan.Method);
                json.WriteString("bound"u8, plan.Bound);
            }

            if (source?.Resumed is { } resumed)
            {
                json.WriteNumber("rowsPresent"u8, resumed.RowsPresent);
                json.WriteString("after"u8, resumed.After);
            }

            json.WriteNumber("seconds"u8, Math.Round(elapsed.TotalSeconds, 6));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }
}
