using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Decoding;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>The columns of a result, native and logical, and the format in which each is asked for.</summary>
internal sealed class ResultShape
{
    private ResultShape(Schema schema, uint[] oids, bool[] binary) => (Schema, TypeOids, Binary) = (schema, oids, binary);

    public Schema Schema { get; }

    public uint[] TypeOids { get; }

    /// <summary>Whether a column's values come in binary.</summary>
    public bool[] Binary { get; }

    public static ResultShape Of(ResultColumn[] columns, TypeCatalog catalog, TypeMap types, ReadOptions options)
    {
        catalog.Learn(columns.Select(column => column.TypeOid));
        var schema = new ColumnSchema[columns.Length];
        uint[] oids = new uint[columns.Length];
        bool[] binary = new bool[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            ResolvedType resolved = catalog.Resolve(columns[i].TypeOid, columns[i].TypeModifier);
            LogicalType type = types.Map(Native(columns[i].Name, resolved), options);
            oids[i] = resolved.Oid;
            binary[i] = DecoderFactory.IsBinary(resolved.Oid, type);
            // Nullable always: the wire does not tell, and a NOT NULL column is null in the unmatched rows of an outer join.
            schema[i] = new() { Name = columns[i].Name, NativeType = resolved.Name, Type = type };
        }

        return new(new(schema), oids, binary);
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
