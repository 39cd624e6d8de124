namespace Quarry.Contracts;

/// <summary>The results of one execution, read batch by batch. One caller at a time.</summary>
/// <remarks>A batch that is returned belongs to the caller, who disposes it. Errors may come at any read; rows returned before are valid.</remarks>
public abstract class ResultReader : IAsyncDisposable
{
    /// <summary>The columns of the current result, or null if it has none (then <see cref="RowsAffected"/> tells what happened).</summary>
    public abstract Schema? Schema { get; }

    /// <summary>Rows changed by the current result's statement, or −1 if the server does not say or has not yet said.</summary>
    public abstract long RowsAffected { get; }

    /// <summary>The parameters that the server set; empty until the last result is read.</summary>
    public virtual IReadOnlyList<Parameter> OutputParameters => [];

    /// <summary>Reads the next batch of the current result.</summary>
    /// <param name="cancellationToken">Cancels at the server.</param>
    /// <returns>At least one row, or null at the end.</returns>
    public abstract ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The synchronous twin of <see cref="ReadAsync"/>.</summary>
    public virtual ColumnBatch? Read() => ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Goes to the next result, skipping what is left of the current one.</summary>
    /// <param name="cancellationToken">Cancels at the server.</param>
    /// <returns>False if there is none.</returns>
    public virtual ValueTask<bool> NextResultAsync(CancellationToken cancellationToken) => new(false);

    /// <summary>Ends the execution, at the server too if it still runs. Never throws. The session is then free for the next.</summary>
    public abstract ValueTask DisposeAsync();
}
