using Quarry.Contracts;
using Quarry.Engine.Batches;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Transactions;

namespace Quarry.Engine;

/// <summary>A transaction on a session of its own, from <see cref="Source.BeginAsync"/>. One use at a time: a stream has to be ended before the next call.</summary>
/// <remarks>
/// <para>Disposing without a commit rolls back, and ends a stream that is open. However it ends, the session is verified before others use it.</para>
/// <para>After an error, databases differ in whether the transaction can go on: roll back, or return to a savepoint.</para>
/// <para>Nothing of a transaction is ever repeated by itself; <see cref="Source.RunInTransactionAsync{T}(Func{Transaction, CancellationToken, ValueTask{T}}, CancellationToken)"/> repeats it as a whole.</para>
/// </remarks>
public sealed class Transaction : IAsyncDisposable
{
    private readonly SourceParts _parts;
    private readonly TransactionState _state;

    internal Transaction(SourceParts parts, TransactionState state) => (_parts, _state) = (parts, state);

    internal string DriverId => _state.DriverId;

    /// <summary>Runs SQL and streams what it returns. Nothing happens before the stream is first asked.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="parameters">The values of its parameters, or null.</param>
    /// <param name="cancellationToken">Ends the query, at the server too.</param>
    /// <returns>The stream; enumerate or dispose it before the transaction's next call.</returns>
    public BatchStream QueryAsync(string sql, object? parameters = null, CancellationToken cancellationToken = default)
        => QueryAsync(sql, parameters, QueryOptions.Default, cancellationToken);

    /// <summary>Runs SQL and streams what it returns. Nothing happens before the stream is first asked.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="parameters">The values of its parameters, or null.</param>
    /// <param name="options">Batch size, types, timeout.</param>
    /// <param name="cancellationToken">Ends the query, at the server too.</param>
    /// <returns>The stream; enumerate or dispose it before the transaction's next call.</returns>
    public BatchStream QueryAsync(string sql, object? parameters, QueryOptions options, CancellationToken cancellationToken)
    {
        var use = new TransactionUse(_state);
        return use.Stream = new(_parts, use, QueryRequest.Of(sql, parameters, options), cancellationToken);
    }

    /// <summary>Runs SQL to the end of its last statement and drops what it returns.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="parameters">The values of its parameters, or null.</param>
    /// <param name="cancellationToken">Ends it, at the server too.</param>
    /// <returns>Rows changed by all its statements, or −1 if none of them says.</returns>
    public ValueTask<long> ExecuteAsync(string sql, object? parameters = null, CancellationToken cancellationToken = default)
        => ExecuteAsync(sql, parameters, QueryOptions.Default, cancellationToken);

    /// <summary>Runs SQL to the end of its last statement and drops what it returns.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="parameters">The values of its parameters, or null.</param>
    /// <param name="options">Timeout, and how what it returns is read.</param>
    /// <param name="cancellationToken">Ends it, at the server too.</param>
    /// <returns>Rows changed by all its statements, or −1 if none of them says.</returns>
    public ValueTask<long> ExecuteAsync(string sql, object? parameters, QueryOptions options, CancellationToken cancellationToken)
        => QueryAsync(sql, parameters, options, cancellationToken).RunToEndAsync();

    /// <summary>Runs many statements, all or none: the first failure ends the batch, and nothing of it stays.</summary>
    /// <param name="commands">One or more single statements.</param>
    /// <param name="options">When to prepare, timeout.</param>
    /// <param name="cancellationToken">Ends it, at the server too.</param>
    /// <returns>What became of each. Some databases let nothing but a rollback follow a failure.</returns>
    /// <exception cref="QuarryException">A statement cannot be planned, or the connection failed.</exception>
    public ValueTask<BatchOutcome> ExecuteBatchAsync(IReadOnlyList<BatchCommand> commands, QueryOptions options, CancellationToken cancellationToken)
        => BatchExecutor.RunAsync(_parts, new TransactionUse(_state), commands, BatchMode.Atomic, options, cancellationToken);

    /// <summary>Sets a savepoint.</summary>
    /// <param name="name">Its name, unquoted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ValueTask SaveAsync(string name, CancellationToken cancellationToken = default)
        => _state.SavepointAsync(name, static (session, name, token) => session.SaveAsync(name, token), cancellationToken);

    /// <summary>Undoes what came after a savepoint, which stays.</summary>
    /// <param name="name">Its name, unquoted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ValueTask RollbackToAsync(string name, CancellationToken cancellationToken = default)
        => _state.SavepointAsync(name, static (session, name, token) => session.RollbackToAsync(name, token), cancellationToken);

    /// <summary>Forgets a savepoint; what came after it stays part of the transaction.</summary>
    /// <param name="name">Its name, unquoted.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ValueTask ReleaseAsync(string name, CancellationToken cancellationToken = default)
        => _state.SavepointAsync(name, static (session, name, token) => session.ReleaseAsync(name, token), cancellationToken);

    /// <summary>Commits. Whatever it throws, the transaction has ended: undone, unless the error says <see cref="QuarryException.OutcomeUnknown"/>.</summary>
    /// <param name="cancellationToken">Honoured until COMMIT is sent.</param>
    /// <exception cref="InvalidOperationException">A stream of the transaction is open (it goes on), or the transaction has ended.</exception>
    /// <exception cref="QuarryException">The server refused, or its answer did not come (<see cref="QuarryException.OutcomeUnknown"/>).</exception>
    public ValueTask CommitAsync(CancellationToken cancellationToken = default) => _state.CommitAsync(cancellationToken);

    /// <summary>Rolls back. If it fails, the session is closed, and the server rolls back by itself.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidOperationException">A stream of the transaction is open (it goes on), or the transaction has ended.</exception>
    public ValueTask RollbackAsync(CancellationToken cancellationToken = default) => _state.RollbackAsync(cancellationToken);

    /// <summary>Rolls back unless the transaction has ended; a stream that is open is ended first. Never throws.</summary>
    public ValueTask DisposeAsync() => _state.DisposeAsync();
}
