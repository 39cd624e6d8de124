namespace Quarry.Arrow.Mapping;

/// <summary>Keys of field metadata, and names of extension types (https://arrow.apache.org/docs/format/CanonicalExtensions.html).</summary>
internal static class MetadataKeys
{
    public const string ExtensionName = "ARROW:extension:name";
    public const string ExtensionMetadata = "ARROW:extension:metadata";

    /// <summary>The type's name in the database.</summary>
    public const string NativeType = "quarry.native_type";

    /// <summary>The zone of a timestamp column, where it is not UTC: the values are instants all the same.</summary>
    public const string Zone = "quarry.timezone";

    public const string Uuid = "arrow.uuid";
    public const string Json = "arrow.json";
    public const string TimestampWithOffset = "arrow.timestamp_with_offset";
    public const string Xml = "quarry.xml";
    public const string NumericText = "quarry.numeric_text";
}
