using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Engine.Metadata;

/// <summary>A driver's answer to one question of the catalog, checked against what the contract states.</summary>
internal sealed class CatalogRows(string driver, CatalogSet set, Func<NativeColumn, LogicalType> map)
{
    private readonly IReadOnlyList<CatalogColumn> _columns = CatalogShapes.Of(set);
    private readonly List<object?[]> _rows = [];
    private int _given;

    public IReadOnlyList<object?[]> All => _rows;

    /// <summary>What the driver reads a column as.</summary>
    public LogicalType Map(NativeColumn column) => map(column);

    /// <summary>Checks the names. Columns behind those stated are a later contract's.</summary>
    public void Check(Schema? schema)
    {
        IReadOnlyList<ColumnSchema> found = schema?.Columns ?? [];
        for (_given = 0; _given < _columns.Count; _given++)
        {
            int i = _given;
            if (_columns[i].IsLater && (i >= found.Count || found[i].Name != _columns[i].Name))
            {
                return;
            }

            if (i >= found.Count || found[i].Name != _columns[i].Name)
            {
                throw Bad(_columns[i], i >= found.Count ? "is missing" : $"has the name \"{found[i].Name}\"");
            }
        }
    }

    public void Add(ColumnBatch batch)
    {
        for (int row = 0; row < batch.Rows; row++)
        {
            object?[] values = new object?[_columns.Count];
            for (int i = 0; i < _given; i++)
            {
                values[i] = Read(batch[i], _columns[i], row);
            }

            _rows.Add(values);
        }
    }

    /// <summary>A number that is 0 or 1.</summary>
    public bool Flag(object?[] row, int column) => Number(row, column, 0, 1) == 1;

    /// <summary>A number between limits.</summary>
    public int Number(object?[] row, int column, int least, int most) => row[column] is long value && value >= least && value <= most
        ? (int)value
        : throw Bad(_columns[column], string.Create(CultureInfo.InvariantCulture, $"holds {row[column]}; it takes {least} to {most}"));

    private object? Read(ColumnVector vector, CatalogColumn column, int row)
    {
        // A database that types by value says of a column that holds nothing that it is text.
        if (vector.IsNull(row))
        {
            return column.IsOptional ? null : throw Bad(column, "is NULL");
        }

        return (column.IsNumber, vector.Type.Kind) switch
        {
            (true, >= TypeKind.Int8 and <= TypeKind.UInt64) => vector.GetInt64(row),
            // Oracle has no integers: its numbers of no digits behind the point are decimals.
            (true, TypeKind.Decimal128) when vector.Type.Scale == 0 => WholeNumber(vector, column, row),
            (false, TypeKind.Utf8) => vector.GetString(row),
            _ => throw Bad(column, $"is of type {vector.Type}, not {(column.IsNumber ? "an integer" : "text")}"),
        };
    }

    private long WholeNumber(ColumnVector vector, CatalogColumn column, int row)
    {
        Decimal128 value = vector.GetDecimal128(row);
        return long.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : throw Bad(column, $"holds {value}, which has more than 64 bits");
    }

    private QuarryException Bad(CatalogColumn column, string what) => new(ErrorKind.Internal, ErrorCodes.BadCatalog,
        $"Driver \"{driver}\" answers the catalog's set {set} wrongly: column \"{column.Name}\" {what}. The contract states the columns at CatalogSet.{set}. This is a defect of the plugin.");
}
