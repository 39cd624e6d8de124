using System.Collections.Immutable;
using System.Data;
using Quarry.Contracts;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>Runs statements on the tables of a session.</summary>
internal sealed class TinyExecutor(TinyTables tables, TinySettings settings)
{
    public TinyResult Run(TinyStatement statement, IReadOnlyList<Parameter> parameters) => statement switch
    {
        TinySelect select => Select(select, parameters),
        TinyInsert insert => Insert(insert, parameters),
        TinyDelete delete => Delete(delete),
        TinyCreate create => tables.Create(create),
        TinyCreateIndex index => tables.Replace(index.Table, table => table with { Indexes = table.Indexes.Add(index.Index) }),
        TinyAddColumn add => tables.Replace(add.Table, table => table with { Columns = table.Columns.Add(add.Column), Rows = [.. table.Rows.Select(row => (object?[])[.. row, null])] }),
        TinyDrop drop => tables.Drop(drop.Table, drop.IfExists),
        TinySleep => new(SchemaOf(("slept", LogicalType.Int64)), [[1L]], -1),
        TinyFailAfter fail => new(SchemaOf(("row", LogicalType.Int64)), FailAfter(fail.Rows), -1),
        TinyCallIncrement => Increment(parameters),
        TinyCatalog catalog => Catalog(catalog, parameters),
        _ => throw TinyError.User("no such statement"),
    };

    /// <summary>The rows with the new one; a row of the same key is an error, or is updated.</summary>
    public ImmutableList<object?[]> Add(TinyTable table, IReadOnlyList<string> columns, object?[] values, bool upsert, bool update)
    {
        object?[] row = new object?[table.Columns.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int index = table.IndexOf(columns[i]);
            row[index] = settings.Has(Fault.LosesFraction) && values[i] is Decimal128 number ? new Decimal128(number.Unscaled / 10 * 10, number.Scale) : values[i];
        }

        if (table.Columns.Where((column, i) => !column.IsNullable && row[i] is null).FirstOrDefault() is { } empty)
        {
            throw TinyError.Server($"column {empty.Name} must not be NULL");
        }

        int existing = table.Key.Length == 0 ? -1 : table.Rows.FindIndex(other => table.Key.All(key => Value.Same(other[table.IndexOf(key)], row[table.IndexOf(key)])));
        if (existing < 0)
        {
            return table.Rows.Add(row);
        }

        if (!upsert)
        {
            throw TinyError.Server($"the key exists in table {table.Name}");
        }

        return update && !settings.Has(Fault.UpsertOnlyInserts) ? table.Rows.SetItem(existing, row) : table.Rows;
    }

    private TinyResult Select(TinySelect select, IReadOnlyList<Parameter> parameters)
    {
        if (select.Table is null)
        {
            Schema constants = SchemaOf([.. select.Items.Select(item => (item.Name, item.Marker > 0 ? parameters[item.Marker - 1].Type : item.Literal is string ? LogicalType.Utf8 : LogicalType.Int64))]);
            object?[] row = [.. select.Items.Select(item => Evaluate(item, parameters))];
            return new(constants, select.Limit > 0 ? [row] : [], -1);
        }

        TinyTable table = tables.Find(select.Table);
        int[] columns = select.Items.IsEmpty ? [.. Enumerable.Range(0, table.Columns.Length)] : [.. select.Items.Select(item => table.IndexOf(item.Column ?? item.Name))];
        IEnumerable<object?[]> rows = table.Rows;
        if (select.OrderBy is not null)
        {
            int by = table.IndexOf(select.OrderBy);
            rows = rows.OrderBy(row => row[by] is null ? long.MinValue : row[by] is long number ? number : 0);
        }

        if (select.Part is { } some)
        {
            rows = rows.Where((_, index) => index % some.Of == some.Part);
        }

        rows = rows.Take((int)Math.Min(select.Limit, int.MaxValue)).Select(row => columns.Select(column => row[column]).ToArray());
        var schema = new Schema([.. columns.Select(column => new ColumnSchema
        {
            Name = table.Columns[column].Name,
            Type = table.Columns[column].Type,
            IsNullable = table.Columns[column].IsNullable && !settings.Has(Fault.SchemaSaysNotNull),
        })]);
        return new(schema, rows, -1);
    }

    private TinyResult Insert(TinyInsert insert, IReadOnlyList<Parameter> parameters)
    {
        if ((insert.IsUpsert && settings.Lacks(nameof(DriverCapabilities.Upsert))) || (insert.Returning is not null && settings.Lacks(nameof(DriverCapabilities.Returning))))
        {
            throw TinyError.User("this clause is not supported");
        }

        TinyTable table = tables.Find(insert.Table);
        for (int i = 0; i < insert.Values.Length; i++)
        {
            LogicalType column = table.Columns[table.IndexOf(insert.Columns[i])].Type;
            if (insert.Values[i].Marker is > 0 and int marker && !parameters[marker - 1].Type.Equals(column))
            {
                throw TinyError.User($"column {insert.Columns[i]} is {column}, the parameter {parameters[marker - 1].Type}");
            }
        }

        object?[] values = [.. insert.Values.Select(value => Evaluate(value, parameters))];
        tables.Replace(insert.Table, current => current with { Rows = Add(current, insert.Columns, values, insert.IsUpsert, insert.DoesUpdate) });
        return Returned(tables.Find(insert.Table), [tables.Find(insert.Table).Rows[^1]], insert.Returning, 1);
    }

    private TinyResult Delete(TinyDelete delete)
    {
        if (delete.Returning is not null && settings.Lacks(nameof(DriverCapabilities.Returning)))
        {
            throw TinyError.User("this clause is not supported");
        }

        TinyTable table = tables.Find(delete.Table);
        tables.Replace(delete.Table, current => current with { Rows = [] });
        return Returned(table, table.Rows, delete.Returning, table.Rows.Count);
    }

    private TinyResult Returned(TinyTable table, IReadOnlyList<object?[]> rows, ImmutableArray<string>? returning, long affected)
    {
        affected += settings.Has(Fault.WrongRowsAffected) ? 1 : 0;
        if (returning is not { } names)
        {
            return TinyResult.Done(affected);
        }

        int[] columns = names.IsEmpty || settings.Has(Fault.ReturningReturnsAll) ? [.. Enumerable.Range(0, table.Columns.Length)] : [.. names.Select(table.IndexOf)];
        Schema schema = SchemaOf([.. columns.Select(column => (table.Columns[column].Name, table.Columns[column].Type))]);
        return new(schema, [.. rows.Select(row => columns.Select(column => row[column]).ToArray())], affected);
    }

    private TinyResult Increment(IReadOnlyList<Parameter> parameters)
    {
        if (settings.Lacks(nameof(DriverCapabilities.OutputParameters)))
        {
            throw TinyError.User("output parameters are not supported");
        }

        Parameter result = parameters[1];
        result.Value = settings.Has(Fault.OutputParametersUnset) ? null : (long)parameters[0].Value! + 1;
        return TinyResult.Done(-1) with { Outputs = [.. parameters.Where(parameter => parameter.Direction != ParameterDirection.Input)] };
    }

    private TinyResult Catalog(TinyCatalog catalog, IReadOnlyList<Parameter> parameters)
    {
        if (settings.Lacks(nameof(DriverCapabilities.Catalog)))
        {
            throw TinyError.User("there is no catalog");
        }

        string? only = settings.Has(Fault.CatalogIgnoresFilter) ? null : (string?)parameters[1].Value;
        return TinyCatalogSets.Read(Enum.Parse<CatalogSet>(catalog.Set), [.. tables.All.Where(table => only is null || table.Name == only)], settings);
    }

    private static object? Evaluate(TinyExpression expression, IReadOnlyList<Parameter> parameters)
        => expression.Marker > 0 ? parameters[expression.Marker - 1].Value
            : expression.Column is null ? expression.Literal
            : throw TinyError.User($"there is no column {expression.Column}");

    private static IEnumerable<object?[]> FailAfter(long rows)
    {
        for (long row = 0; row < rows; row++)
        {
            yield return [row];
        }

        throw TinyError.Server($"failed after {rows} rows, as asked");
    }

    private static Schema SchemaOf(params (string Name, LogicalType Type)[] columns)
        => new([.. columns.Select(column => new ColumnSchema { Name = column.Name, Type = column.Type })]);
}
