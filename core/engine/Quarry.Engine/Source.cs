using System.Security.Cryptography;
using System.Text;
using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Faults;
using Quarry.Engine.Metadata;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;
using Quarry.Engine.Settings;
using Quarry.Engine.Targets;
using Quarry.Engine.Writing;
using Quarry.Security;

namespace Quarry.Engine;

/// <summary>A database that can be asked: a name, a target, and sessions that are opened when they are needed and used again. Safe from any thread.</summary>
public sealed partial class Source : IAsyncDisposable, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly ParsedTarget _target;
    private readonly SourceSecret _secret;
    private readonly SourceParts _parts;
    private readonly int _maxSessions;
    private int _disposed;

    /// <summary>Creates a source. Nothing is loaded or opened before the first query.</summary>
    /// <param name="name">A name for people and programs; it appears in messages.</param>
    /// <param name="target">The target URI; its password is kept apart in memory that is erased with the source.</param>
    /// <param name="services">What the sources of the engine share.</param>
    /// <exception cref="QuarryException">The target is not a URI of the expected form (User); the message does not repeat a password.</exception>
    public Source(string name, string target, EngineServices services)
        : this(name, target, services, SourceOptions.Default)
    {
    }

    /// <summary>Creates a source. Nothing is loaded or opened before the first query.</summary>
    /// <param name="name">A name for people and programs; it appears in messages and names the pool in metrics.</param>
    /// <param name="target">The target URI; its password is kept apart in memory that is erased with the source.</param>
    /// <param name="services">What the sources of the engine share.</param>
    /// <param name="options">How it works.</param>
    /// <exception cref="QuarryException">The target is not a URI of the expected form, or an option is wrong (User); the message does not repeat a password.</exception>
    public Source(string name, string target, EngineServices services, SourceOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        SourceOptionsCheck.Require(name, options);
        _maxSessions = options.Pool.MaxSessions;
        _target = TargetParser.Parse(target);
        Name = name;
        _secret = new(_target.Secret, _target.SecretKind);
        var scrubber = new SecretScrubber(_secret);
        var calls = new DriverCalls(new FaultFilter(scrubber), services.Clock, services.DriverPatience);
        ArenaAccount memory = services.Memory.OpenAccount($"source \"{name}\" (SourceOptions.MemoryLimitBytes)", options.MemoryLimitBytes);
        var opener = new SessionOpener(_target, _secret, services, memory, calls, scrubber, $"a query on source \"{name}\" (QueryOptions.MemoryLimitBytes)");
        var connections = new ConnectionManager(name, Target, services, opener, calls, options.Pool);
        var definitions = new DefinitionClock();
        _parts = new()
        {
            Name = name,
            Target = Target,
            Services = services,
            Calls = calls,
            Connections = connections,
            Sessions = connections,
            Memory = memory,
            Planner = new(Target, calls),
            Runner = new(calls, definitions, options.PreparedStatements),
            Definitions = definitions,
            Closing = _closing.Token,
        };
        Metadata = new(new(_parts), new(services.Clock, options.MetadataTtl, definitions));
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Where the source goes, without its password.</summary>
    public Target Target => _target.Target;

    /// <summary>What the source holds: schemas, tables, columns, keys, indexes, statistics.</summary>
    public SourceMetadata Metadata { get; }

    /// <summary>The pool's sessions at this moment.</summary>
    public PoolSnapshot Pool => _parts.Connections.Snapshot;

    /// <summary>Batch memory that the source's sessions and batches hold now. What is in use after all streams were disposed belongs to batches that were
    /// retained and not disposed.</summary>
    public AccountStatistics Memory => _parts.Memory.Statistics;

    /// <summary>True after the source was disposed.</summary>
    public bool IsClosed => _disposed != 0;

    internal SourceParts Parts => _parts;

    internal SecretBuffer? Secret => _secret.Current;

    /// <summary>Reads a target URI.</summary>
    /// <param name="target">The URI.</param>
    /// <returns>The target without its password, which is erased.</returns>
    /// <exception cref="QuarryException">It is malformed (User); the message holds nothing that may be a secret.</exception>
    public static Target ParseTarget(string target)
    {
        using ParsedTarget parsed = TargetParser.Parse(target);
        return parsed.Target;
    }

    /// <summary>Closes the idle sessions, and those in use when they come back. Queries that run are not disturbed, and later ones get new sessions.</summary>
    public void ClearPool() => _parts.Connections.Clear();

    /// <summary>Replaces the password or token: sessions opened from now on use it, and those of before are not used again.</summary>
    /// <param name="secret">The new secret. The caller erases its own copy.</param>
    /// <exception cref="ObjectDisposedException">The source was disposed.</exception>
    public void UpdateCredential(ReadOnlySpan<char> secret)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(Encoding.UTF8.GetMaxByteCount(secret.Length), pinned: true);
        try
        {
            int length = Encoding.UTF8.GetBytes(secret, bytes);
            _secret.Replace(new(bytes.AsSpan(0, length)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }

        ClearPool();
    }

    /// <summary>Runs SQL and streams what it returns. Nothing happens before the stream is first asked.</summary>
    /// <param name="sql">The SQL, with parameters as <c>@name</c>, <c>:name</c> or by position.</param>
    /// <param name="parameters">Their values: an object with a property for each name, a dictionary, or a list by position; null if there are none.</param>
    /// <param name="cancellationToken">Ends the query, at the server too.</param>
    /// <returns>The stream; enumerate or dispose it.</returns>
    public BatchStream QueryAsync(string sql, object? parameters = null, CancellationToken cancellationToken = default)
        => QueryAsync(sql, parameters, QueryOptions.Default, cancellationToken);

    /// <summary>Runs SQL and streams what it returns. Nothing happens before the stream is first asked.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="parameters">The values of its parameters, or null.</param>
    /// <param name="options">Batch size, types, timeout.</param>
    /// <param name="cancellationToken">Ends the query, at the server too.</param>
    /// <returns>The stream; enumerate or dispose it.</returns>
    public BatchStream QueryAsync(string sql, object? parameters, QueryOptions options, CancellationToken cancellationToken)
        => new(_parts, Request(sql, parameters, options), cancellationToken);

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

    /// <summary>Writes batches into a table, by the fastest way that the target's driver has.</summary>
    /// <param name="table">The table; its columns are found by name.</param>
    /// <param name="batches">What is written; the caller disposes it.</param>
    /// <param name="options">What happens to the table, and when rows become permanent.</param>
    /// <param name="cancellationToken">Ends it; what is left behind is what <see cref="WriteOptions.Commit"/> says.</param>
    /// <exception cref="ArgumentException"><see cref="WriteOptions.IsTemporary"/> is set: only a transaction has a session of its own.</exception>
    /// <exception cref="QuarryException">A value does not fit its column (the message names row and column), the table does not fit or refuses, or the source
    /// of the batches failed. <see cref="QuarryException.RowsCommitted"/> says what is there.</exception>
    public ValueTask<WriteResult> WriteAsync(TableName table, BatchSource batches, WriteOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(options);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return TableWrite.RunAsync(_parts, table, batches, options, cancellationToken);
    }

    /// <summary>Plans SQL as <see cref="QueryAsync(string, object?, QueryOptions, CancellationToken)"/> would, on a session to the server, and does not run it.</summary>
    /// <param name="sql">The SQL.</param>
    /// <param name="parameters">The values of its parameters, or null.</param>
    /// <param name="options">Batch size, types, timeout.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ValueTask<Explanation> ExplainAsync(string sql, object? parameters, QueryOptions options, CancellationToken cancellationToken)
        => Explainer.ExplainAsync(_parts, Request(sql, parameters, options), cancellationToken);

    /// <summary>Takes a session, opening one if none is idle, and asks the server for a sign of life.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="QuarryException">The server cannot be reached, or does not answer.</exception>
    public ValueTask PingAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return SessionProbe.PingAsync(_parts, cancellationToken);
    }

    /// <summary>Opens sessions ahead, so that the first callers need not wait for them.</summary>
    /// <param name="sessions">How many are to be open; no more than the driver and the pool bear.</param>
    /// <param name="cancellationToken">Ends it; what is open stays.</param>
    /// <exception cref="QuarryException">One of them cannot be opened; what is open stays.</exception>
    public ValueTask WarmUpAsync(int sessions, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sessions);
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return SessionProbe.WarmUpAsync(_parts, Math.Min(sessions, _maxSessions), cancellationToken);
    }

    /// <summary>Ends the running queries, closes the sessions and erases the password. Waits a bounded time for drivers that are slow to close.</summary>
    public async ValueTask DisposeAsync()
    {
        bool isFirst = Interlocked.Exchange(ref _disposed, 1) == 0;
        if (isFirst)
        {
            await _closing.CancelAsync().ConfigureAwait(false);
        }

        // Whoever disposes returns when all is done, also those who come second.
        await _parts.Connections.DisposeAsync().ConfigureAwait(false);
        _secret.Dispose();
        if (isFirst && Memory is { RentedBlocks: > 0 } left)
        {
            Log.MemoryRetained(_parts.Services.Loggers.CreateLogger("Quarry.Memory"), Name, left.RentedBytes, left.RentedBlocks);
        }
    }

    /// <summary>Does what <see cref="DisposeAsync"/> does and blocks until it is done, for containers that are disposed synchronously.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Name and target.</summary>
    public override string ToString() => $"{Name} ({Target})";

    private QueryRequest Request(string sql, object? parameters, QueryOptions options)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return QueryRequest.Of(sql, parameters, options);
    }
}
