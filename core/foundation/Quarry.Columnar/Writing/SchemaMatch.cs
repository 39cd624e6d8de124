using Quarry.Contracts;

namespace Quarry.Columnar.Writing;

/// <summary>Whether a batch fits the schema that a stream was started with.</summary>
internal static class SchemaMatch
{
    /// <exception cref="ArgumentException">A column is missing, of another type, or may hold NULLs where the stream's may not.</exception>
    public static void Require(Schema given, Schema expected)
    {
        if (ReferenceEquals(given, expected))
        {
            return;
        }

        if (given.Columns.Count != expected.Columns.Count)
        {
            throw new ArgumentException($"The batch has {given.Columns.Count} columns and the stream {expected.Columns.Count}.");
        }

        for (int i = 0; i < given.Columns.Count; i++)
        {
            (ColumnSchema column, ColumnSchema wanted) = (given.Columns[i], expected.Columns[i]);
            if (!column.Type.Equals(wanted.Type) || (column.IsNullable && !wanted.IsNullable))
            {
                throw new ArgumentException(
                    $"Column {i} of the batch, \"{column.Name}\" of type {column.Type}, is not the stream's \"{wanted.Name}\" of type {wanted.Type}.");
            }
        }
    }
}
