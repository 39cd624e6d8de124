using System.Text.Json;

namespace Quarry.Hosting.Manifests;

/// <summary>Parses a manifest's bytes and says which rule of JSON they break.</summary>
internal static class ManifestJson
{
    private const int MaxDepth = 16;

    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException e)
        {
            throw IsTooDeep(utf8.Span) ? ManifestFault.TooDeep(MaxDepth) : ManifestFault.NotJson((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
        }

        try
        {
            RefuseDuplicates(document.RootElement);
            return document;
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    // Not AllowDuplicateProperties=false: that brings generic code which is not precompiled, 2 to 3 ms of a listing's 20.
    private static void RefuseDuplicates(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                RefuseDuplicates(item);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    throw ManifestFault.DuplicateKey(property.Name);
                }

                RefuseDuplicates(property.Value);
            }
        }
    }

    private static bool IsTooDeep(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth + 2 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= MaxDepth)
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // Broken before it gets too deep.
        }

        return false;
    }
}
