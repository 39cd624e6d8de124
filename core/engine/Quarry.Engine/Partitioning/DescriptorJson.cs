using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Quarry.Engine.Partitioning;

/// <summary>Descriptors as JSON. A member more, or less, is another version.</summary>
internal static class DescriptorJson
{
    private const string Version = "quarryPartition";
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    public static string Write(PartitionDescriptor descriptor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber(Version, PartitionDescriptor.CurrentVersion);
            json.WriteStartObject("target");
            json.WriteString("scheme", descriptor.Target.Scheme);
            json.WriteString("user", descriptor.Target.UserName);
            json.WriteString("host", descriptor.Target.Host);
            json.WriteNumber("port", descriptor.Target.Port);
            json.WriteString("path", descriptor.Target.Path);
            json.WriteStartArray("options");
            foreach (string name in descriptor.OptionNames)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteString("snapshot", descriptor.Snapshot);
            json.WriteNumber("number", descriptor.Number);
            json.WriteNumber("count", descriptor.Count);
            json.WriteString("rows", descriptor.Partition.Rows);
            json.WriteString("sql", descriptor.Partition.Sql);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static PartitionDescriptor Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_strict);
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw PartitionErrors.BadDescriptor($"it is no JSON of the expected form (line {error.LineNumber + 1})");
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw PartitionErrors.BadDescriptor("a member is missing or has another type");
        }
    }

    private static PartitionDescriptor Read(JsonElement root)
    {
        int version = root.GetProperty(Version).GetInt32();
        if (version != PartitionDescriptor.CurrentVersion)
        {
            throw PartitionErrors.DescriptorVersion(version);
        }

        JsonElement target = root.GetProperty("target");
        var descriptor = new PartitionDescriptor
        {
            Target = new()
            {
                Scheme = Text(target, "scheme"),
                UserName = Text(target, "user"),
                Host = Text(target, "host"),
                Port = target.GetProperty("port").GetInt32(),
                Path = Text(target, "path"),
            },
            OptionNames = [.. target.GetProperty("options").EnumerateArray().Select(static name => name.GetString() ?? throw new FormatException())],
            Snapshot = Text(root, "snapshot"),
            Number = root.GetProperty("number").GetInt32(),
            Count = root.GetProperty("count").GetInt32(),
            Partition = new() { Rows = Text(root, "rows"), Sql = Text(root, "sql") },
        };
        return root.GetPropertyCount() == 7 && target.GetPropertyCount() == 6 && descriptor.Number >= 1 && descriptor.Number <= descriptor.Count && descriptor.Partition.Sql.Length > 0
            ? descriptor
            : throw PartitionErrors.BadDescriptor("it has members that its version has not, or no SQL, or its number is not one of its count");
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? throw new FormatException();
}
