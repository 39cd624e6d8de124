using System.Numerics;
using System.Text.Unicode;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Checks that a batch has the physical layout that the contract promises, so that consumers may trust it without looking.</summary>
internal static class BatchInspector
{
    public static void Inspect(ColumnBatch batch, Schema schema)
    {
        Ensure.That(batch.Rows >= 1, "A batch has no row; the end of a result is null, not an empty batch.");
        Ensure.That(batch.Columns.Count == schema.Columns.Count, $"A batch has {batch.Columns.Count} columns, the result's schema {schema.Columns.Count}.");
        for (int i = 0; i < batch.Columns.Count; i++)
        {
            ColumnVector column = batch[i];
            Ensure.That(column.Column.Name == schema.Columns[i].Name && column.Type.Equals(schema.Columns[i].Type),
                $"Column {i} is {column.Column.Name} {column.Type} in a batch, but {schema.Columns[i].Name} {schema.Columns[i].Type} in the result's schema.");
            Ensure.That(column.Length == batch.Rows, $"{Named(column)} has {column.Length} values in a batch of {batch.Rows} rows.");
            Ensure.That(column.NullCount == 0 || column.Column.IsNullable, $"{Named(column)} holds NULL, but the schema says that it is never NULL.");
            Inspect(column);
        }
    }

    private static void Inspect(ColumnVector column)
    {
        InspectValidity(column);
        if (column.Type.Layout is ColumnLayout.Variable or ColumnLayout.List)
        {
            InspectOffsets(column);
        }

        if (column.Type.Layout == ColumnLayout.Fixed && column.NullCount > 0)
        {
            for (int row = 0; row < column.Length; row++)
            {
                Ensure.That(!column.IsNull(row) || !column.GetBytes(row).ContainsAnyExcept((byte)0), $"{Named(column)}, row {row}: the slot of a NULL is not zero.");
            }
        }

        foreach (ColumnVector child in column.Children)
        {
            Inspect(child);
        }
    }

    private static void InspectValidity(ColumnVector column)
    {
        if (column.NullCount == 0)
        {
            return;
        }

        int valid = 0;
        for (int row = 0; row < column.Length; row++)
        {
            valid += column.IsNull(row) ? 0 : 1;
        }

        Ensure.That(column.Length - valid == column.NullCount, $"{Named(column)} states {column.NullCount} NULLs, but its validity bits say {column.Length - valid}.");
        int padding = column.Validity.Length * 8 - column.Length;
        Ensure.That(padding == 0 || BitOperations.LeadingZeroCount((uint)column.Validity[^1] << 24) >= padding, $"{Named(column)}: the padding of its validity bits is not zero.");
    }

    private static void InspectOffsets(ColumnVector column)
    {
        ReadOnlySpan<int> offsets = column.Offsets;
        Ensure.That(offsets[0] == 0, $"{Named(column)}: the first offset is {offsets[0]}, not 0.");
        bool isText = column.Type.Kind is TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml;
        for (int row = 0; row < column.Length; row++)
        {
            Ensure.That(offsets[row + 1] >= offsets[row], $"{Named(column)}, row {row}: its offsets run backwards.");
            Ensure.That(!column.IsNull(row) || offsets[row + 1] == offsets[row], $"{Named(column)}, row {row}: the slot of a NULL is not empty.");
            Ensure.That(!isText || Utf8.IsValid(column.GetBytes(row)), $"{Named(column)}, row {row}: the text is not UTF-8.");
        }

        Ensure.That(column.Children.Count == 0 || column.Children[0].Length == offsets[column.Length], $"{Named(column)}: its offsets do not end at the last element.");
    }

    private static string Named(ColumnVector column) => $"Column \"{column.Column.Name}\" of type {column.Type}";
}
