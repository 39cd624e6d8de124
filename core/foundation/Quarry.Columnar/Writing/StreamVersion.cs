using Quarry.Contracts;

namespace Quarry.Columnar.Writing;

/// <summary>Which version a stream states: the lowest whose readers know all that the writer may use in it.</summary>
internal static class StreamVersion
{
    public static RowBufferVersion Of(Schema schema, RowBufferWriterOptions options)
    {
        RowBufferVersion asked = options.ReaderVersion;
        if (asked.Major != RowBufferVersion.Latest.Major || asked.Minor < 0 || asked.Minor > RowBufferVersion.Latest.Minor)
        {
            throw new ArgumentException($"This writer writes for readers of 2.0 to {RowBufferVersion.Latest}, not of {asked}.", nameof(options));
        }

        return SplitChoice.IsAllowed(options) && schema.Columns.Any(column => HoldsFloats(column.Type)) ? new(2, 1) : new(2, 0);
    }

    private static bool HoldsFloats(LogicalType type) => (type.Element ?? type).Kind is TypeKind.Float32 or TypeKind.Float64;
}
