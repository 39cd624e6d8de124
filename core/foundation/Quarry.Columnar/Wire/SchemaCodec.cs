using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Columnar.Wire;

/// <summary>The head of a schema frame: the columns' names, types, native types and metadata.</summary>
internal static class SchemaCodec
{
    public const int MaxColumns = 65_535;
    private const byte NullableFlag = 1;

    // A column takes at least flags, type and three lengths; a pair of metadata two lengths.
    private const int SmallestColumn = 1 + 12 + 12;
    private const int SmallestPair = 8;

    public static void Write(ByteWriter writer, Schema schema)
    {
        if (schema.Columns.Count > MaxColumns)
        {
            throw FormatErrors.TooLarge(string.Create(CultureInfo.InvariantCulture, $"A schema of {schema.Columns.Count} columns"), "65 535 columns", "Write fewer columns.");
        }

        writer.AppendInt32(schema.Columns.Count);
        foreach (ColumnSchema column in schema.Columns)
        {
            writer.AppendByte(column.IsNullable ? NullableFlag : (byte)0);
            TypeCodec.Write(writer, column.Type);
            writer.AppendText(column.Name);
            writer.AppendText(column.NativeType);
            writer.AppendInt32(column.Metadata.Count);
            foreach ((string key, string value) in column.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.AppendText(key);
                writer.AppendText(value);
            }
        }

        if (writer.Length > FrameHeader.MaxHeadLength)
        {
            throw FormatErrors.TooLarge("The schema", "16 MiB of names and metadata", "Write fewer columns, or shorter names.");
        }
    }

    public static Schema Read(ReadOnlySpan<byte> head, long at)
    {
        var reader = new ByteReader(head, at);
        uint count = reader.UInt32("the schema");
        if (count > MaxColumns || count > (uint)reader.Left / SmallestColumn)
        {
            throw FormatErrors.Corrupt(at, string.Create(CultureInfo.InvariantCulture, $"the schema cannot hold {count} columns"));
        }

        var columns = new ColumnSchema[count];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = ReadColumn(ref reader);
        }

        reader.End("the schema");
        return new(columns);
    }

    private static ColumnSchema ReadColumn(ref ByteReader reader)
    {
        long at = reader.Offset;
        byte flags = reader.Byte("a column");
        if ((flags & ~NullableFlag) != 0)
        {
            throw FormatErrors.Unsupported(at, string.Create(CultureInfo.InvariantCulture, $"the column flags 0x{flags:x2}"));
        }

        LogicalType type = TypeCodec.Read(ref reader, allowList: true);
        string name = reader.Text("a column's name");
        string native = reader.Text("a column's native type");
        return new() { Name = name, Type = type, IsNullable = flags != 0, NativeType = native, Metadata = ReadMetadata(ref reader) };
    }

    private static Dictionary<string, string> ReadMetadata(ref ByteReader reader)
    {
        long at = reader.Offset;
        uint count = reader.UInt32("a column's metadata");
        if (count > (uint)reader.Left / SmallestPair)
        {
            throw FormatErrors.Corrupt(at, string.Create(CultureInfo.InvariantCulture, $"a column cannot hold {count} pairs of metadata"));
        }

        var metadata = new Dictionary<string, string>((int)count, StringComparer.Ordinal);
        for (uint i = 0; i < count; i++)
        {
            long pairAt = reader.Offset;
            if (!metadata.TryAdd(reader.Text("a metadata key"), reader.Text("a metadata value")))
            {
                throw FormatErrors.Corrupt(pairAt, "a metadata key stands twice");
            }
        }

        return metadata;
    }
}
