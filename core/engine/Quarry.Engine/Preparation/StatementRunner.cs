using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Metadata;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Preparation;

/// <summary>Executes a planned statement: prepared if that is right, from the session's cache if it is there.</summary>
internal sealed class StatementRunner(DriverCalls calls, DefinitionClock definitions, int capacity)
{
    /// <summary>How many statements a session keeps.</summary>
    public int Capacity => capacity;

    /// <summary>Executes. A statement that the server has forgotten, or that no longer fits the tables, is prepared once more, except within a transaction.</summary>
    /// <param name="session">The session.</param>
    /// <param name="query">The statement and its values.</param>
    /// <param name="mode">When to prepare.</param>
    /// <param name="inTransaction">True if the caller has a transaction open in the session.</param>
    /// <param name="cancellation">Ends it.</param>
    public ValueTask<ResultReader> ExecuteAsync(SourceSession session, PlannedQuery query, PrepareMode mode, bool inTransaction, CallCancellation cancellation)
        => PreparationChoice.Of(query.Statement, mode, session, capacity, query.Statement.MarkExecuted()).Prepare
            ? ExecutePreparedAsync(session, query, inTransaction, cancellation)
            : ExecuteDirectlyAsync(session, query, cancellation);

    /// <summary>The prepared statement, from the cache or new.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<PreparedStatement> PrepareAsync(SourceSession session, PlannedQuery query, CallCancellation cancellation)
    {
        PreparedCache cache = session.Caches.Prepared;
        var key = new PreparedKey(query.Plan, query.Parameters);
        long generation = definitions.Now;
        if (cache.TryGet(key, out long then, out PreparedStatement? known))
        {
            if (then == generation && IsUsable(session, known))
            {
                return known;
            }

            await ForgetAsync(session, query, known).ConfigureAwait(false);
        }

        while (cache.Count >= capacity && cache.TakeLast() is { } last)
        {
            await FreeAsync(session, last).ConfigureAwait(false);
        }

        PreparedStatement prepared = await PrepareNewAsync(session, query, cancellation).ConfigureAwait(false);
        cache.Add(key, generation, prepared);
        return prepared;
    }

    /// <summary>True if an error says that the prepared statement did not run and would if it were prepared again.</summary>
    public bool IsStale(SourceSession session, PreparedStatement prepared, QuarryException error) => calls.Run(session.DriverId, () => prepared.IsStale(error));

    /// <summary>Frees a statement of the cache.</summary>
    public ValueTask ForgetAsync(SourceSession session, PlannedQuery query, PreparedStatement prepared)
    {
        session.Caches.Prepared.Remove(new(query.Plan, query.Parameters));
        return FreeAsync(session, prepared);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ResultReader> ExecutePreparedAsync(SourceSession session, PlannedQuery query, bool inTransaction, CallCancellation cancellation)
    {
        PreparedStatement prepared = await PrepareAsync(session, query, cancellation).ConfigureAwait(false);
        try
        {
            return await ExecuteAsync(session, prepared, query, cancellation).ConfigureAwait(false);
        }
        catch (QuarryException error) when (IsStale(session, prepared, error))
        {
            await ForgetAsync(session, query, prepared).ConfigureAwait(false);
            if (inTransaction)
            {
                throw Stale(error);
            }
        }

        prepared = await PrepareAsync(session, query, cancellation).ConfigureAwait(false);
        return await ExecuteAsync(session, prepared, query, cancellation).ConfigureAwait(false);
    }

    // Methods of their own, since what a lambda captures is allocated where its method begins.
    private ValueTask<ResultReader> ExecuteDirectlyAsync(SourceSession session, PlannedQuery query, CallCancellation cancellation)
        => calls.RunAsync(session.DriverId, cancellation, token => session.Session.ExecuteAsync(query.Plan, query.Parameters, token), static late => late.DisposeAsync());

    private ValueTask<PreparedStatement> PrepareNewAsync(SourceSession session, PlannedQuery query, CallCancellation cancellation)
        => calls.RunAsync(session.DriverId, cancellation, token => session.Session.PrepareAsync(query.Plan, query.Parameters, token), static late => late.DisposeAsync());

    private ValueTask<ResultReader> ExecuteAsync(SourceSession session, PreparedStatement prepared, PlannedQuery query, CallCancellation cancellation)
        => calls.RunAsync(session.DriverId, cancellation, token => prepared.ExecuteAsync(query.Parameters, token), static late => late.DisposeAsync());

    private bool IsUsable(SourceSession session, PreparedStatement prepared) => calls.Run(session.DriverId, prepared, static prepared => prepared.IsUsable);

    private ValueTask FreeAsync(SourceSession session, PreparedStatement prepared) => calls.DisposeAsync(session.DriverId, prepared);

    private static QuarryException Stale(QuarryException error) => new(error.Kind, ErrorCodes.StaleInTransaction,
        $"The prepared statement no longer fits what it reads, which was changed meanwhile: {error.Message.TrimEnd('.')}. Within a transaction it is not repeated; roll back and run the transaction again.",
        error.SqlState, error)
    {
        VendorCode = error.VendorCode,
        Severity = error.Severity,
        Records = error.Records,
        Transient = true,
    };
}
