using System.Buffers;
using System.Text.Json;

namespace Quarry.Cli.Output;

/// <summary>One JSON document on the output, for programs.</summary>
internal static class JsonDocumentOutput
{
    /// <summary>Writes a document and the end of its last line.</summary>
    /// <param name="output">Receives it.</param>
    /// <param name="write">Writes the members of the document's object.</param>
    public static void WriteDocument(this OutputBuffer output, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        output.Write(bytes.WrittenSpan);
        output.Write((byte)'\n');
    }

    public static void WriteArray<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    public static void WriteArray(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> items)
        => json.WriteArray(name, items, static (json, item) => json.WriteStringValue(item));
}
