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

    public static ResultShape Of(ResultColumn[] columns, TypeMap types, ReadOptions options)
    {
        var schema = new ColumnSchema[columns.Length];
        uint[] oids = new uint[columns.Length];
        bool[] binary = new bool[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            ResultColumn column = columns[i];
            NativeColumn native = Native(column);
            LogicalType type = types.Map(native, options);
            oids[i] = column.TypeOid;
            binary[i] = DecoderFactory.IsBinary(column.TypeOid, type);
            // Nullable always: the wire does not tell, and a NOT NULL column is null in the unmatched rows of an outer join.
            schema[i] = new() { Name = column.Name, NativeType = native.TypeName, Type = type };
        }

        return new(new(schema), oids, binary);
    }

    private static NativeColumn Native(ResultColumn column)
    {
        var native = new NativeColumn { Name = column.Name, TypeCode = unchecked((int)column.TypeOid) };
        // A modifier counts the 4 bytes of a length word that it once had: src/include/utils/varlena, VARHDRSZ.
        int modifier = column.TypeModifier - 4;
        return column.TypeOid == Oids.Numeric && modifier >= 0
            ? native with { Precision = modifier >> 16 & 0xFFFF, Scale = (modifier & 0x7FF ^ 1024) - 1024 }
            : native;
    }
}
