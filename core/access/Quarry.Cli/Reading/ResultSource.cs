using Quarry.Contracts;

namespace Quarry.Cli.Reading;

/// <summary>Results one after the other, from a database or a file. One caller at a time.</summary>
internal abstract class ResultSource : IAsyncDisposable
{
    /// <summary>Rows that a statement without columns changed, once all results are read; −1 if nobody said.</summary>
    public virtual long RowsAffected => -1;

    /// <summary>Goes to the first or next result.</summary>
    /// <returns>Its columns, or null if there is none.</returns>
    public abstract ValueTask<Schema?> NextAsync(CancellationToken cancellationToken);

    /// <summary>The batches of the current result, each valid until the next.</summary>
    public abstract IAsyncEnumerable<ColumnBatch> ReadAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
