using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;
using Quarry.Plugins.Sqlite.Readers;
using Quarry.Plugins.Sqlite.Types;

namespace Quarry.Plugins.Sqlite.Sessions;

/// <summary>Names and declared types of a result's columns, and the schema that follows from them.</summary>
internal sealed class ResultColumns
{
    private readonly (string Name, string Declared)[] _columns;

    private ResultColumns((string Name, string Declared)[] columns) => _columns = columns;

    public int Count => _columns.Length;

    /// <summary>To be called after the first step: until then the schema may change under a compiled statement.</summary>
    public static ResultColumns Of(Statement statement)
    {
        var columns = new (string, string)[statement.ColumnCount];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = (statement.Name(i), statement.DeclaredType(i));
        }

        return new(columns);
    }

    /// <summary>True if a column's values must be seen before its type is known.</summary>
    public bool NeedValues(ReadOptions options)
        => !options.MismatchAsText && _columns.Any(column => DeclaredType.Parse(column.Declared).Kind == DeclaredKind.PerValue);

    /// <summary>The schema.</summary>
    /// <param name="types">The driver's type map.</param>
    /// <param name="options">The caller's choices.</param>
    /// <param name="stage">The first batch, if values are needed.</param>
    public Schema ToSchema(TypeMap types, ReadOptions options, Stage? stage)
    {
        var schema = new ColumnSchema[_columns.Length];
        for (int i = 0; i < schema.Length; i++)
        {
            (string name, string declared) = _columns[i];
            bool perValue = stage is not null && DeclaredType.Parse(declared).Kind == DeclaredKind.PerValue;
            var native = new NativeColumn { Name = name, TypeName = declared, TypeCode = perValue ? stage!.StorageClassOf(i, name) : 0 };
            // Nullable always: a NOT NULL column is null in the unmatched rows of an outer join, which the library does not tell.
            schema[i] = new() { Name = name, NativeType = declared, Type = options.MismatchAsText ? LogicalType.Utf8 : types.Map(native, options) };
        }

        return new(schema);
    }
}
