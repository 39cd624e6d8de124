using Quarry.Contracts;
using Quarry.Engine.Batches;
using Quarry.Engine.Transactions;

namespace Quarry.Engine;

public sealed partial class Source
{
    /// <summary>Begins a transaction on a session of its own, with the server's default isolation.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The transaction; dispose it.</returns>
    public ValueTask<Transaction> BeginAsync(CancellationToken cancellationToken = default) => BeginAsync(TransactionOptions.Default, cancellationToken);

    /// <summary>Begins a transaction on a session of its own.</summary>
    /// <param name="options">Isolation, access, lock timeout.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The transaction; dispose it.</returns>
    /// <exception cref="QuarryException">The server does not offer what is asked for (User), or cannot be reached.</exception>
    public ValueTask<Transaction> BeginAsync(TransactionOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return Beginning.BeginAsync(_parts, options, cancellationToken);
    }

    /// <summary>Runs work in a transaction and commits, with the defaults of <see cref="TransactionOptions"/> and <see cref="RetryOptions"/>.</summary>
    /// <param name="work">The work; it may run more than once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask RunInTransactionAsync(Func<Transaction, CancellationToken, ValueTask> work, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        await RunInTransactionAsync(
            async (transaction, token) =>
            {
                await work(transaction, token).ConfigureAwait(false);
                return true;
            },
            TransactionOptions.Default,
            RetryOptions.Default,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Runs work in a transaction and commits. If the database refuses with a serialization failure (40001) or a deadlock (40P01), all of it runs again.</summary>
    /// <typeparam name="T">What the work returns.</typeparam>
    /// <param name="work">The work; it may run more than once, each time in a new transaction. What it throws rolls back.</param>
    /// <param name="options">Isolation, access, lock timeout.</param>
    /// <param name="retry">How often, after which pauses.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="QuarryException">The last attempt failed. If <see cref="QuarryException.OutcomeUnknown"/> is true COMMIT was sent and no answer came: such
    /// an attempt is never repeated.</exception>
    public ValueTask<T> RunInTransactionAsync<T>(
        Func<Transaction, CancellationToken, ValueTask<T>> work, TransactionOptions options, RetryOptions retry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(retry);
        ArgumentOutOfRangeException.ThrowIfLessThan(retry.MaxAttempts, 1, nameof(retry));
        ArgumentOutOfRangeException.ThrowIfLessThan(retry.FirstDelay, TimeSpan.Zero, nameof(retry));
        ArgumentOutOfRangeException.ThrowIfLessThan(retry.MaxDelay, retry.FirstDelay, nameof(retry));
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return Retry.RunAsync(_parts, work, options, retry, cancellationToken);
    }

    /// <summary>Runs many statements, in one round trip where the driver can. Rows that they return are dropped.</summary>
    /// <param name="commands">The statements, each one statement, in order.</param>
    /// <param name="mode">What the failure of one does to the others.</param>
    /// <param name="options">Timeout and types.</param>
    /// <param name="cancellationToken">Ends it, at the server too.</param>
    /// <returns>What became of each; a failed statement is not thrown (see <see cref="BatchOutcome.ThrowIfFailed"/>).</returns>
    /// <exception cref="QuarryException">A command is wrong (User), or the connection failed: <see cref="QuarryException.OutcomeUnknown"/> says whether some may have been committed.</exception>
    public ValueTask<BatchOutcome> ExecuteBatchAsync(IReadOnlyList<BatchCommand> commands, BatchMode mode, QueryOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return BatchRun.RunAsync(_parts, commands, mode, options, cancellationToken);
    }
}
