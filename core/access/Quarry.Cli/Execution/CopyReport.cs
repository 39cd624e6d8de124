using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Quarry.Cli.Cells;
using Quarry.Cli.Commands;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>What a copy says when it is done.</summary>
internal static class CopyReport
{
    public static string Of(CopyRequest request, WriteResult result, TimeSpan elapsed)
        => request.Json
            ? Json(request, result, elapsed)
            : string.Create(CultureInfo.InvariantCulture,
                $"{result.Rows} {(result.Rows == 1 ? "row" : "rows")} copied into {VisibleText.Of(TableText.Format(request.Table))}{(result.HasCreated ? ", which was created" : "")}\n");

    private static string Json(CopyRequest request, WriteResult result, TimeSpan elapsed)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("schema"u8, request.Table.Schema);
            json.WriteString("table"u8, request.Table.Name);
            json.WriteNumber("rows"u8, result.Rows);
            json.WriteBoolean("created"u8, result.HasCreated);
            json.WriteNumber("seconds"u8, Math.Round(elapsed.TotalSeconds, 6));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }
}
