using System.Text;
using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>A column by whose values a copy can go on where it stopped.</summary>
internal static class KeyColumn
{
    /// <summary>What a type sorts like, or null if databases do not agree on its order.</summary>
    public static string? Order(LogicalType type) => type.Kind switch
    {
        TypeKind.Int8 or TypeKind.Int16 or TypeKind.Int32 or TypeKind.Int64 or TypeKind.UInt8 or TypeKind.UInt16 or TypeKind.UInt32 => "integer",
        TypeKind.Date32 => "date",
        TypeKind.Timestamp when type.Layout == ColumnLayout.Fixed => type.IsUtc ? "timestamp in UTC" : "timestamp",
        _ => null,
    };

    /// <summary>Finds the key.</summary>
    /// <exception cref="QuarryException">It is not there, or more than once (User).</exception>
    public static int IndexIn(Schema schema, string key)
    {
        int[] found = [.. Enumerable.Range(0, schema.Columns.Count).Where(column => schema.Columns[column].Name == key)];
        return found switch
        {
            [int index] => index,
            [] => throw ResumeErrors.Key(key, $"the query has no such column; its columns are {string.Join(", ", schema.Columns.Select(static column => $"\"{column.Name}\""))}"),
            _ => throw ResumeErrors.Key(key, "the query has several columns of that name"),
        };
    }

    /// <summary>A value; its number counts only if its type has an order.</summary>
    public static KeyValue Value(ColumnVector column, int row) => new(column.Type, Order(column.Type) is null || column.IsNull(row) ? 0 : Number(column, row), Text(column, row));

    /// <summary>Checks that values ascend.</summary>
    /// <param name="column">The values.</param>
    /// <param name="last">The one before, or null.</param>
    /// <returns>The last.</returns>
    /// <exception cref="QuarryException">They do not, or one is NULL (User).</exception>
    public static KeyValue? CheckOrder(ColumnVector column, KeyValue? last)
    {
        if (column.NullCount > 0)
        {
            throw ResumeErrors.Null(column.Column.Name);
        }

        long? before = last?.Number;
        for (int row = 0; row < column.Length; row++)
        {
            long number = Number(column, row);
            if (number <= before)
            {
                throw number == before ? ResumeErrors.Twice(column.Column.Name, Text(column, row)) : ResumeErrors.Order(column.Column.Name, Text(column, row));
            }

            before = number;
        }

        return column.Length == 0 ? last : Value(column, column.Length - 1);
    }

    private static long Number(ColumnVector column, int row) => column.Type.Kind switch
    {
        TypeKind.Date32 => column.Values<int>()[row],
        TypeKind.Timestamp => column.Values<long>()[row],
        _ => column.GetInt64(row),
    };

    private static string Text(ColumnVector column, int row)
    {
        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        return !column.IsNull(row) && column.TryFormat(row, text, out int length) ? Encoding.UTF8.GetString(text[..length]) : "";
    }
}
