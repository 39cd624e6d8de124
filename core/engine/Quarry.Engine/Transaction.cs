using Quarry.Contracts;
using Quarry.Engine.Batches;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;
using Quarry.Engine.Transactions;
using Quarry.Engine.Writing;

namespace Quarry.Engine;

/// <summary>A transaction: statements on one session that stay together or not at all. One call at a time; a stream counts until it was read to its end or disposed.</summary>
/// <remarks>Disposing it without a commit rolls it back. After an error most databases refuse everything but a rollback, or a return to a savepoint.</remarks>
public sealed class Transaction : IAsyncDisposable
{
    private readonly SourceParts _parts;
    private readonly TransactionSessions _sessions;
    private readonly List<BatchStream> _streams = [];
    private readonly long _definitions;

    internal Transaction(SourceParts parts, TransactionSessions sessions)
        => (_parts, _sessions, _definitions) = (parts with { Sessions = sessions }, sessions, parts.Definitions.Now);

    /// <summary>False once it was committed, rolled back or lost.</summary>
    public bool IsOpen => !_sessions.IsEnded;

    /// <summary>Runs SQL and streams what it returns. Nothing happens before the stream is first asked.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="parameters">The values of its parameters, or null.</param>
    /// <param name="cancellationToken">Ends the query, at the server too.</param>
    public BatchStream QueryAsync(string sql, object? parameters = null, CancellationToken cancellationToken = default)
        => QueryAsync(sql, parameters, QueryOptions.Default, cancellationToken);

    /// <summary>Runs SQL and streams what it returns. Nothing happens before the stream is first asked.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="parameters">The values of its parameters, or null.</param>
    /// <param name="options">Batch size, types, timeout.</param>
    /// <param name="cancellationToken">Ends the query, at the server too.</param>
    public BatchStream QueryAsync(string sql, object? parameters, QueryOptions options, CancellationToken cancellationToken)
    {
        var stream = new BatchStream(_parts, QueryRequest.Of(sql, parameters, options), cancellationToken) { Owner = this };
        _streams.RemoveAll(static earlier => earlier.IsOver);
        _streams.Add(stream);
        return stream;
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
        => QueryAsync(sql, parameters, options, cancellationToken).DrainAsync();

    /// <summary>Runs many statements, in one round trip where the driver can, all or none.</summary>
    /// <param name="commands">The statements, each one statement, in order.</param>
    /// <param name="options">Timeout and types.</param>
    /// <param name="cancellationToken">Ends it, at the server too.</param>
    /// <returns>What became of each. After a failure the transaction is as a single failed statement leaves it.</returns>
    public ValueTask<BatchOutcome> ExecuteBatchAsync(IReadOnlyList<BatchCommand> commands, QueryOptions options, CancellationToken cancellationToken)
        => BatchRun.RunAsync(_parts, commands, BatchMode.Atomic, options, cancellationToken);

    /// <summary>Writes batches into a table, as part of the transaction.</summary>
    /// <param name="table">The table; its columns are found by name.</param>
    /// <param name="batches">What is written, not a result of this transaction, whose session writes; the caller disposes it.</param>
    /// <param name="options">What happens to the table. A temporary one has no schema in its name and lives as long as the session is the transaction's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">The options ask for <see cref="WriteCommit.PerBatch"/>: the transaction commits, or not.</exception>
    /// <exception cref="QuarryException">As of <see cref="Source.WriteAsync"/>. Where the database has savepoints the transaction is then as it was before the
    /// write; elsewhere it is as a failed statement leaves it.</exception>
    public ValueTask<WriteResult> WriteAsync(TableName table, BatchSource batches, WriteOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfStreaming();
        return TableWrite.RunAsync(_parts, table, batches, options, cancellationToken);
    }

    /// <summary>Sets a savepoint.</summary>
    /// <param name="name">Its name, 1 or more characters.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="QuarryException">The database has no savepoints (User).</exception>
    public ValueTask SaveAsync(string name, CancellationToken cancellationToken = default)
        => SavepointAsync(name, static (session, name, token) => session.SaveAsync(name, token), cancellationToken);

    /// <summary>Undoes what was done since a savepoint, which stays.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask RollbackToAsync(string name, CancellationToken cancellationToken = default)
    {
        await SavepointAsync(name, static (session, name, token) => session.RollbackToAsync(name, token), cancellationToken).ConfigureAwait(false);
        NoticeDefinitions();
    }

    /// <summary>Forgets a savepoint.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ValueTask ReleaseAsync(string name, CancellationToken cancellationToken = default)
        => SavepointAsync(name, static (session, name, token) => session.ReleaseAsync(name, token), cancellationToken);

    /// <summary>Commits. The transaction has then ended, also if this fails.</summary>
    /// <param name="cancellationToken">Honoured until COMMIT is sent.</param>
    /// <exception cref="QuarryException">The server refused, or its answer did not come: then <see cref="QuarryException.OutcomeUnknown"/> is true.</exception>
    public async ValueTask CommitAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfStreaming();
        bool failed = true;
        try
        {
            await RunAsync(_parts.CommitAsync, cancellationToken).ConfigureAwait(false);
            failed = false;
        }
        finally
        {
            await EndAsync(failed).ConfigureAwait(false);
        }
    }

    /// <summary>Rolls back. The transaction has then ended, also if this fails.</summary>
    /// <param name="cancellationToken">Ends the wait; the session is then verified or closed.</param>
    public async ValueTask RollbackAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfStreaming();
        bool failed = true;
        try
        {
            await RunAsync(
                (session, cancellation) => _parts.CallAsync(session, cancellation, session.Session.RollbackAsync), cancellationToken).ConfigureAwait(false);
            failed = false;
        }
        finally
        {
            await EndAsync(failed).ConfigureAwait(false);
        }
    }

    /// <summary>Ends its open stream and rolls back, unless it has ended. Waits no longer than the engine's patience with drivers.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (BatchStream stream in _streams)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }

        if (_sessions.IsEnded)
        {
            return;
        }

        using var patience = new CancellationTokenSource(_parts.Services.DriverPatience, _parts.Services.Clock);
        try
        {
            await RollbackAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The session is verified before its next use, or closed; either ends the transaction.
        }
    }

    private ValueTask EndAsync(bool failed)
    {
        NoticeDefinitions();
        return _sessions.EndAsync(failed);
    }

    // Others saw the old definitions until a commit; and after a rollback this session does again.
    private void NoticeDefinitions()
    {
        if (_parts.Definitions.Now != _definitions)
        {
            _parts.Definitions.Advance();
        }
    }

    /// <summary>Runs work of the engine's on the transaction's session.</summary>
    internal ValueTask<T> UseAsync<T>(TimeSpan? timeout, Func<SourceSession, CallCancellation, ValueTask<T>> work, CancellationToken cancellationToken)
        => SessionUse.RunAsync(_parts, timeout, work, cancellationToken);

    /// <summary>Asks the server for a sign of life.</summary>
    internal ValueTask PingAsync(CancellationToken cancellationToken)
        => RunAsync((session, cancellation) => _parts.CallAsync(session, cancellation, session.Session.PingAsync), cancellationToken);

    private ValueTask SavepointAsync(string name, Func<Session, string, CancellationToken, ValueTask> call, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ThrowIfStreaming();
        return RunAsync(
            (session, cancellation) =>
            {
                Requirement.Check(session, session.Capabilities.Savepoints, nameof(DriverCapabilities.Savepoints), "savepoints", "Use a transaction for each part.");
                return _parts.CallAsync(session, cancellation, token => call(session.Session, name, token));
            },
            cancellationToken);
    }

    private ValueTask RunAsync(Func<SourceSession, CallCancellation, ValueTask> work, CancellationToken cancellationToken)
        => SessionUse.RunAsync(_parts, null, work, cancellationToken);

    private void ThrowIfStreaming()
    {
        if (_streams.Exists(static stream => stream.IsOpen))
        {
            throw new InvalidOperationException("A stream of the transaction is still open. Read it to its end or dispose it first.");
        }
    }
}
