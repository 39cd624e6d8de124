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

        try
        {
            return JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            throw Explain(utf8.Span);
        }
    }

    private static PluginRefusedException Explain(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth + 2 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= MaxDepth)
                {
                    return ManifestFault.TooDeep(MaxDepth);
                }
            }
        }
        catch (JsonException e)
        {
            return ManifestFault.NotJson((e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
        }

        // The text is JSON of a fair depth, so the one rule left is that of the names.
        return ManifestFault.DuplicateKey();
    }
}
