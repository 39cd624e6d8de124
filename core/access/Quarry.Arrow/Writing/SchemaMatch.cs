using Quarry.Contracts;

namespace Quarry.Arrow.Writing;

/// <summary>Whether a batch fits the schema that a writer was created with.</summary>
internal static class SchemaMatch
{
    /// <exception cref="ArgumentException">A column is missing, of another type, or holds NULLs where the schema allows none.</exception>
    public static void Require(ColumnBatch batch, Schema schema)
    {
        if (batch.Columns.Count != schema.Columns.Count)
        {
            throw new ArgumentException($"The batch has {batch.Columns.Count} columns and the writer's schema {schema.Columns.Count}.", nameof(batch));
        }

        for (int i = 0; i < schema.Columns.Count; i++)
        {
            (ColumnVector column, ColumnSchema wanted) = (batch.Columns[i], schema.Columns[i]);
            if (!column.Type.Equals(wanted.Type))
            {
                throw new ArgumentException(
                    $"Column {i} of the batch, \"{column.Column.Name}\" of type {column.Type}, is not the writer's \"{wanted.Name}\" of type {wanted.Type}.", nameof(batch));
            }

            if (column.NullCount > 0 && !wanted.IsNullable)
            {
                throw new ArgumentException($"Column \"{wanted.Name}\" holds NULLs, and its schema says that it does not.", nameof(batch));
            }
        }
    }
}
