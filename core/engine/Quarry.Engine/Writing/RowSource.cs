using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Engine.Parameters;

namespace Quarry.Engine.Writing;

/// <summary>Rows of .NET values as batches, one of which is in memory at a time.</summary>
internal abstract class RowSource(Schema schema, BatchMemory memory, BatchLimits limits) : BatchSource
{
    private int _read;

    public override ValueTask<Schema> GetSchemaAsync(CancellationToken cancellationToken) => new(schema);

    public override async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _read, 1) != 0)
        {
            throw new InvalidOperationException("These rows were read before, and a source is read once. Make another source.");
        }

        using var builder = new BatchBuilder(schema, memory, limits);
        Action<object?>[] append = [.. builder.Columns.Select(ValueAppender.Of)];
        bool more = true;
        while (more)
        {
            more = await FillAsync(builder, append, cancellationToken).ConfigureAwait(false);
            if (builder.Rows > 0)
            {
                using ColumnBatch batch = builder.Build();
                yield return batch;
            }
        }
    }

    /// <summary>Goes to the next row.</summary>
    protected abstract ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken);

    /// <summary>A value of the current row.</summary>
    /// <param name="column">Its column, from 0.</param>
    /// <param name="label">What errors call it.</param>
    protected abstract object? Read(int column, ValueLabel label);

    private async ValueTask<bool> FillAsync(BatchBuilder builder, Action<object?>[] append, CancellationToken cancellationToken)
    {
        IReadOnlyList<ColumnSchema> columns = schema.Columns;
        while (await MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            cancellationToken.ThrowIfCancellationRequested();
            long row = builder.RowsBefore + builder.Rows + 1;
            for (int i = 0; i < append.Length; i++)
            {
                var label = new ValueLabel(columns[i].Name, row);
                object? value = TypeFit.Fit(label, columns[i].Type, Read(i, label));
                append[i](value is not null || columns[i].IsNullable ? value : throw RowErrors.Null(label));
            }

            if (!builder.EndRow())
            {
                return true;
            }
        }

        return false;
    }
}
