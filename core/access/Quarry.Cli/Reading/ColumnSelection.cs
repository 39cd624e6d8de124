using Quarry.Contracts;

namespace Quarry.Cli.Reading;

/// <summary>The columns that the user named with <c>--columns</c>, in that order; null for all.</summary>
internal sealed class ColumnSelection(IReadOnlyList<string>? names)
{
    public IReadOnlyList<string>? Names => names;

    /// <summary>The columns of a result that are wanted.</summary>
    /// <exception cref="QuarryException">There is no column of a name (User).</exception>
    public Schema Of(Schema schema) => names is null ? schema : new([.. names.Select(name => schema.Columns[IndexOf(schema, name)])]);

    /// <summary>The wanted columns of a batch, over the same memory; the batch itself if all are wanted. The caller disposes both.</summary>
    public ColumnBatch Of(ColumnBatch batch)
    {
        if (names is null)
        {
            return batch;
        }

        ColumnData[] columns = [.. names.Select(name => Keep(batch[IndexOf(batch.Schema, name)]))];
        return new(Of(batch.Schema), batch.Rows, columns);
    }

    /// <summary>Opens a reader that chooses the columns itself.</summary>
    /// <exception cref="QuarryException">There is no column of a name (User).</exception>
    public async Task<T> OpenAsync<T>(Func<ValueTask<T>> open)
    {
        try
        {
            return await open();
        }
        catch (ArgumentException e) when (names is not null)
        {
            // The only argument that a user chooses; the name of the library's parameter is not the user's.
            throw Missing(e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal));
        }
    }

    private static QuarryException Missing(string message) => new(ErrorKind.User, ErrorCodes.UnknownColumn, message);

    private static int IndexOf(Schema schema, string name) => schema.IndexOf(name) is >= 0 and int index
        ? index
        : throw Missing($"The input has no column \"{name}\"; it has {string.Join(", ", schema.Columns.Select(column => $"\"{column.Name}\""))}.");

    private static ColumnData Keep(ColumnVector vector) => new()
    {
        Column = vector.Column,
        Length = vector.Length,
        NullCount = vector.NullCount,
        Validity = Keep(vector, ColumnBuffer.Validity),
        Offsets = Keep(vector, ColumnBuffer.Offsets),
        Values = Keep(vector, ColumnBuffer.Data),
        Children = [.. vector.Children.Select(Keep)],
    };

    private static MemoryBlock? Keep(ColumnVector vector, ColumnBuffer buffer)
    {
        MemoryBlock? block = vector.Block(buffer);
        block?.Retain();
        return block;
    }
}
