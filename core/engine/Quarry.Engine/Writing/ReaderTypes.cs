using System.Data;
using System.Data.Common;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine.Parameters;

namespace Quarry.Engine.Writing;

/// <summary>What a reader says of its columns.</summary>
internal static class ReaderTypes
{
    private const int MaxPrecision = 76;

    public static IReadOnlyList<RowColumn> Of(IDataReader reader)
    {
        DataTable? facts = Facts(reader);
        var columns = new RowColumn[reader.FieldCount];
        for (int i = 0; i < columns.Length; i++)
        {
            DataRow? row = facts is not null && i < facts.Rows.Count ? facts.Rows[i] : null;
            Type? type = reader.GetFieldType(i);
            columns[i] = new(reader.GetName(i), type, Type(type, reader.GetDataTypeName(i), row), Fact(row, SchemaTableColumn.AllowDBNull) is not false);
        }

        return columns;
    }

    private static LogicalType? Type(Type? type, string name, DataRow? row)
    {
        if (type == typeof(decimal) && Number(row, SchemaTableColumn.NumericPrecision) is >= 1 and <= MaxPrecision and int precision
            && Number(row, SchemaTableColumn.NumericScale) is >= 0 and int scale && scale <= precision)
        {
            return LogicalType.Decimal(precision, scale);
        }

        // The CLR types do not tell an instant from a wall clock, nor a time of day from a duration; the names are those of SQL.
        return (type, name.ToUpperInvariant()) switch
        {
            ({ } clock, "TIMESTAMP WITH TIME ZONE" or "TIMESTAMPTZ") when clock == typeof(DateTime) => LogicalType.TimestampUtc(TimeUnit.Microsecond),
            ({ } clock, "TIME" or "TIME WITHOUT TIME ZONE") when clock == typeof(TimeSpan) => LogicalType.Time64(TimeUnit.Microsecond),
            (null, _) => null,
            _ => ClrType.OfColumn(type),
        };
    }

    private static DataTable? Facts(IDataReader reader)
    {
        try
        {
            return reader.GetSchemaTable();
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static int? Number(DataRow? row, string name) => Fact(row, name) is IConvertible number and not DBNull ? number.ToInt32(CultureInfo.InvariantCulture) : null;

    private static object? Fact(DataRow? row, string name) => row is not null && row.Table.Columns.Contains(name) ? row[name] : null;
}
