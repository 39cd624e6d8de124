using System.Globalization;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;

namespace Quarry.Cli.Inspection;

/// <summary>The report as aligned text: a line per column, and below it one per buffer.</summary>
internal static class InspectionTable
{
    private const int Nulls = 3, Raw = 6, Stored = 7, Ratio = 8;

    private static readonly string[] s_schemaHeadings = ["column", "type", "native type"];
    private static readonly string[] s_storageHeadings = ["column", "type", "native type", "nulls", "encoding", "codec", "raw", "stored", "ratio"];

    public static void Write(OutputBuffer output, FileReport report)
    {
        AlignedText.WriteLine(output, $"{report.Title}, {Count(report.Bytes, "byte")}");
        foreach (ResultReport result in report.Results)
        {
            WriteResult(output, result);
        }

        foreach (long rows in report.AffectedRows)
        {
            AlignedText.WriteLine(output, $"{Count(rows, "row")} affected");
        }

        if (report.OutputParameters.Count > 0)
        {
            AlignedText.WriteLine(output, $"{Count(report.OutputParameters.Count, "output parameter")}: {string.Join(", ", report.OutputParameters)}");
        }
    }

    private static void WriteResult(OutputBuffer output, ResultReport result)
    {
        AlignedText.WriteLine(output, $"{Count(result.Rows, "row")} in {Count(result.Batches, "batch", "batches")}, {Count(result.Columns.Count, "column")}");
        if (result.Columns.Count == 0)
        {
            return;
        }

        output.Write((byte)'\n');
        bool stored = result.Columns.All(column => column.Storage is not null);
        string[][] rows = stored
            ? [s_storageHeadings, .. result.Columns.SelectMany(column => Rows(column, column.Storage!)), Total(result)]
            : [s_schemaHeadings, .. result.Columns.Select(column => (string[])[column.Schema.Name, column.Schema.Type.ToString(), column.Schema.NativeType])];
        var text = stored ? new AlignedText(rows, Nulls, Raw, Stored, Ratio) : new AlignedText(rows);
        for (int i = 0; i < rows.Length; i++)
        {
            text.WriteRow(output, i);
        }

        if (!stored)
        {
            AlignedText.WriteLine(output, "");
            AlignedText.WriteLine(output, "Encodings and codecs are shown of RowBuffer v2 only.");
        }
    }

    private static IEnumerable<string[]> Rows(ColumnReport column, StorageReport storage)
    {
        string form = storage.DictionaryBatches == 0 ? "" : "Dictionary";
        yield return
        [
            column.Schema.Name, column.Schema.Type.ToString(), column.Schema.NativeType, Number(storage.Nulls), form, "",
            .. Sizes(storage.DecodedBytes, storage.StoredBytes),
        ];
        foreach (BufferReport buffer in storage.Buffers)
        {
            yield return ["  " + buffer.Role, "", "", "", Names(buffer.Encodings), Names(buffer.Codecs), .. Sizes(buffer.RawBytes, buffer.StoredBytes)];
        }
    }

    private static string[] Total(ResultReport result)
        => ["all columns", "", "", "", "", "", .. Sizes(result.Columns.Sum(column => column.Storage!.DecodedBytes), result.Columns.Sum(column => column.Storage!.StoredBytes))];

    private static string[] Sizes(long raw, long stored)
        => [Number(raw), Number(stored), stored == 0 ? "-" : ((double)raw / stored).ToString("N2", CultureInfo.InvariantCulture)];

    // How many batches is of interest only where they differ.
    private static string Names(IReadOnlyDictionary<string, int> counts) => counts.Count == 1
        ? counts.Keys.Single()
        : string.Join(", ", counts.OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} ×{Number(pair.Value)}"));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(long count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{Number(count)} {many ?? one + "s"}";
}
