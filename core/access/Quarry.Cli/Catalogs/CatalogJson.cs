using System.Text.Json;
using Quarry.Cli.Output;
using Quarry.Engine;

namespace Quarry.Cli.Catalogs;

/// <summary>The catalog as one JSON document, for programs. Members are only ever added; what a database does not know is null.</summary>
internal static class CatalogJson
{
    public static void Write(OutputBuffer output, CatalogListing listing) => output.WriteDocument(json =>
    {
        json.WriteString("target"u8, listing.Target);
        json.WriteArray("catalogs"u8, listing.Catalogs);
        json.WriteArray("schemas"u8, listing.Schemas);
        json.WriteArray("tables"u8, listing.Tables, static (json, table) =>
        {
            json.WriteStartObject();
            WriteTable(json, table);
            json.WriteEndObject();
        });
    });

    public static void Write(OutputBuffer output, TableDescription description) => output.WriteDocument(json =>
    {
        WriteTable(json, description.Table);
        json.WriteArray("columns"u8, description.Columns, WriteColumn);
        json.WritePropertyName("primaryKey"u8);
        if (description.PrimaryKey is { } key)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, key.Name);
            json.WriteArray("columns"u8, key.Columns);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteArray("foreignKeys"u8, description.ForeignKeys, WriteForeignKey);
        json.WriteArray("indexes"u8, description.Indexes, WriteIndex);
    });

    private static void WriteTable(Utf8JsonWriter json, SizedTable table)
    {
        json.WriteString("schema"u8, table.Table.Schema);
        json.WriteString("name"u8, table.Table.Name);
        json.WriteString("kind"u8, table.Table.Kind);
        WriteNumber(json, "rowEstimate"u8, table.Size?.RowEstimate);
        WriteNumber(json, "bytes"u8, table.Size?.Bytes);
        WriteNumber(json, "indexBytes"u8, table.Size?.IndexBytes);
    }

    private static void WriteColumn(Utf8JsonWriter json, ColumnInfo column)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, column.Name);
        json.WriteNumber("position"u8, column.Position);
        json.WriteString("nativeType"u8, column.NativeType);
        json.WriteString("type"u8, column.Type.ToString());
        json.WriteBoolean("nullable"u8, column.IsNullable);
        json.WriteString("default"u8, column.Default);
        json.WriteEndObject();
    }

    private static void WriteForeignKey(Utf8JsonWriter json, ForeignKeyInfo key)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, key.Name);
        json.WriteArray("columns"u8, key.Columns);
        json.WriteString("referencedSchema"u8, key.ReferencedSchema);
        json.WriteString("referencedTable"u8, key.ReferencedTable);
        json.WriteArray("referencedColumns"u8, key.ReferencedColumns, static (json, column) => json.WriteStringValue(column));
        json.WriteEndObject();
    }

    private static void WriteIndex(Utf8JsonWriter json, IndexInfo index)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, index.Name);
        json.WriteBoolean("unique"u8, index.IsUnique);
        json.WriteArray("columns"u8, index.Columns, static (json, column) => json.WriteStringValue(column));
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
