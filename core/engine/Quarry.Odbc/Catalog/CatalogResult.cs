using Quarry.Contracts;

namespace Quarry.Odbc.Catalog;

/// <summary>Rows of metadata as a result.</summary>
internal sealed class CatalogResult : ResultReader
{
    private ColumnBatch? _batch;

    public CatalogResult(CatalogSet set, List<object?[]> rows, BatchMemory memory)
    {
        Schema = SchemaOf(set);
        if (rows.Count == 0)
        {
            return;
        }

        using var builder = new BatchBuilder(Schema, memory, new BatchLimits { Rows = rows.Count, Bytes = long.MaxValue });
        foreach (object?[] row in rows)
        {
            for (int i = 0; i < row.Length; i++)
            {
                Append(builder.Columns[i], row[i]);
            }

            builder.EndRow();
        }

        _batch = builder.Build();
    }

    public override Schema Schema { get; }

    public override long RowsAffected => -1;

    public override ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        ColumnBatch? batch = _batch;
        _batch = null;
        return new(batch);
    }

    public override ValueTask DisposeAsync()
    {
        _batch?.Dispose();
        _batch = null;
        return default;
    }

    private static void Append(ColumnBuilder builder, object? value)
    {
        switch (value)
        {
            case long number: ((FixedColumnBuilder<long>)builder).Append(number); break;
            case string text: builder.AppendUtf16(text); break;
            default: builder.AppendNull(); break;
        }
    }

    private static Schema SchemaOf(CatalogSet set) => set switch
    {
        CatalogSet.Catalogs => Of("catalog_name"),
        CatalogSet.Schemas => Of("schema_name"),
        CatalogSet.Tables => Of("schema_name", "table_name", "table_kind"),
        CatalogSet.Columns => Of("schema_name", "table_name", "column_name", "#position", "type_name", "#is_nullable", "default_sql", "#type_code", "#precision", "#scale"),
        CatalogSet.PrimaryKeys => Of("schema_name", "table_name", "key_name", "column_name", "#position"),
        CatalogSet.ForeignKeys => Of("schema_name", "table_name", "key_name", "column_name", "#position", "referenced_schema", "referenced_table", "referenced_column"),
        CatalogSet.Indexes => Of("schema_name", "table_name", "index_name", "#is_unique", "column_name", "#position"),
        _ => Of("schema_name", "table_name", "#row_estimate", "#bytes", "#index_bytes"),
    };

    // A number's name begins with #.
    private static Schema Of(params ReadOnlySpan<string> names)
    {
        var columns = new List<ColumnSchema>();
        foreach (string name in names)
        {
            columns.Add(new() { Name = name.TrimStart('#'), Type = name[0] == '#' ? LogicalType.Int64 : LogicalType.Utf8 });
        }

        return new(columns);
    }
}
