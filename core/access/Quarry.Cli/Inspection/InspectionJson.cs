using System.Text.Json;
using Quarry.Cli.Output;

namespace Quarry.Cli.Inspection;

/// <summary>The report as one JSON document, for programs. Members are only ever added.</summary>
internal static class InspectionJson
{
    public static void Write(OutputBuffer output, FileReport report) => output.WriteDocument(json =>
    {
        json.WriteString("format"u8, report.Format);
        json.WriteString("version"u8, report.Version);
        json.WriteNumber("bytes"u8, report.Bytes);
        json.WriteArray("results"u8, report.Results, WriteResult);
        json.WriteArray("affectedRows"u8, report.AffectedRows, static (json, rows) => json.WriteNumberValue(rows));
        json.WriteArray("outputParameters"u8, report.OutputParameters);
    });

    private static void WriteResult(Utf8JsonWriter json, ResultReport result)
    {
        json.WriteStartObject();
        json.WriteNumber("batches"u8, result.Batches);
        json.WriteNumber("rows"u8, result.Rows);
        json.WriteArray("columns"u8, result.Columns, WriteColumn);
        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, ColumnReport column)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, column.Schema.Name);
        json.WriteString("type"u8, column.Schema.Type.ToString());
        json.WriteString("nativeType"u8, column.Schema.NativeType);
        json.WriteBoolean("nullable"u8, column.Schema.IsNullable);
        if (column.Storage is { } storage)
        {
            json.WriteNumber("nulls"u8, storage.Nulls);
            json.WriteNumber("dictionaryBatches"u8, storage.DictionaryBatches);
            json.WriteNumber("decodedBytes"u8, storage.DecodedBytes);
            json.WriteNumber("storedBytes"u8, storage.StoredBytes);
            WriteRatio(json, storage.DecodedBytes, storage.StoredBytes);
            json.WriteArray("buffers"u8, storage.Buffers, WriteBuffer);
        }

        json.WriteEndObject();
    }

    private static void WriteBuffer(Utf8JsonWriter json, BufferReport buffer)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, buffer.Role);
        WriteCounts(json, "encodings"u8, buffer.Encodings);
        WriteCounts(json, "codecs"u8, buffer.Codecs);
        json.WriteNumber("rawBytes"u8, buffer.RawBytes);
        json.WriteNumber("encodedBytes"u8, buffer.EncodedBytes);
        json.WriteNumber("storedBytes"u8, buffer.StoredBytes);
        WriteRatio(json, buffer.RawBytes, buffer.StoredBytes);
        json.WriteEndObject();
    }

    private static void WriteRatio(Utf8JsonWriter json, long raw, long stored)
    {
        json.WritePropertyName("ratio"u8);
        if (stored == 0)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteNumberValue(Math.Round((double)raw / stored, 3));
        }
    }

    private static void WriteCounts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, int> counts)
    {
        json.WriteStartObject(name);
        foreach ((string key, int count) in counts)
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }
}
