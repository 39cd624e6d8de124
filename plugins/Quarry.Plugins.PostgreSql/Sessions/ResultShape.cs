using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Decoding;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>The columns of a result, native and logical, and the format in which each is asked for.</summary>
internal sealed class ResultShape
{
    private ResultShape(Schema schema, ResolvedType[] resolved, bool[] binary) => (Schema, Types, Binary) = (schema, resolved, binary);

    public Schema Schema { get; }

    /// <summary>The types as which values travel.</summary>
    public ResolvedType[] Types { get; }

    /// <summary>Whether a column's values come in binary.</summary>
    public bool[] Binary { get; }

    public static ResultShape Of(ResultColumn[] columns, TypeCatalog catalog, TypeMap types, ReadOptions options)
    {
        catalog.Learn(columns.Select(column => column.TypeOid));
        var schema = new ColumnSchema[columns.Length];
        var resolved = new ResolvedType[columns.Length];
        bool[] binary = new bool[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            ResolvedType native = resolved[i] = catalog.Resolve(columns[i].TypeOid, columns[i].TypeModifier);
            LogicalType type = types.Map(Native(columns[i].Name, native), options);
            binary[i] = DecoderFactory.IsBinary(native.Oid, type);
            // Nullable always: the wire does not tell, and a NOT NULL column is null in the unmatched rows of an outer join.
            schema[i] = new() { Name = columns[i].Name, NativeType = native.Name, Type = type };
        }

        return new(new(schema), resolved, binary);
    }

    private static NativeColumn Native(string name, ResolvedType type)
    {
        // An array has its elements' modifier.
        var modifier = new TypeModifier(BuiltInTypes.ElementOf(type.Oid)?.Oid ?? type.Oid, type.Modifier);
        return new()
        {
            Name = name,
            TypeCode = unchecked((int)type.Oid),
            TypeName = type.Name,
            Precision = modifier.Precision,
            Scale = modifier.Scale,
            Length = modifier.Length,
        };
    }
}
