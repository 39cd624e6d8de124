using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Preparation;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Batches;

/// <summary>A batch that the driver sends in as few round trips as it can. What runs twice or more in it is prepared first.</summary>
internal sealed class Together(SourceParts parts, SourceSession session, BatchMode mode, PrepareMode prepare, CallCancellation cancellation)
{
    public async ValueTask<IReadOnlyList<BatchResult>> RunAsync(PlannedQuery[] queries)
    {
        bool repeated = false;
        while (true)
        {
            PreparedStatement?[] prepared = await PrepareAsync(queries).ConfigureAwait(false);
            BatchStatement[] statements = [.. queries.Select((query, index) => new BatchStatement { Plan = query.Plan, Parameters = query.Parameters, Prepared = prepared[index] })];
            IReadOnlyList<BatchResult> results = await parts.Calls.RunAsync(
                session.DriverId, cancellation, token => session.Session.ExecuteBatchAsync(statements, mode, token), static _ => default).ConfigureAwait(false);
            if (results.Count != queries.Length)
            {
                throw new QuarryException(ErrorKind.Internal, ErrorCodes.BadBatch,
                    $"Driver \"{session.DriverId}\" returned {results.Count} results for a batch of {queries.Length} statements. This is a defect of the plugin.");
            }

            bool stale = await ForgetStaleAsync(queries, prepared, results).ConfigureAwait(false);
            // Nothing of an atomic batch stays, so that all of it may run again; of the other kind the rest has run, and the order counts.
            if (!stale || repeated || mode != BatchMode.Atomic || parts.IsTransaction)
            {
                return results;
            }

            repeated = true;
        }
    }

    /// <summary>Never prepares more than the session keeps: that would free some of them before they run.</summary>
    private async ValueTask<PreparedStatement?[]> PrepareAsync(PlannedQuery[] queries)
    {
        var groups = new Dictionary<PreparedKey, List<int>>();
        for (int i = 0; i < queries.Length; i++)
        {
            var key = new PreparedKey(queries[i].Plan, queries[i].Parameters);
            if (groups.TryGetValue(key, out List<int>? group))
            {
                group.Add(i);
            }
            else if (PreparationChoice.Of(queries[i].Statement, prepare, session, parts.Runner.Capacity, repeated: true).Prepare)
            {
                groups.Add(key, [i]);
            }
        }

        PreparedCache cache = session.Caches.Prepared;
        var prepared = new PreparedStatement?[queries.Length];
        foreach (List<int> group in groups
            .Where(pair => prepare == PrepareMode.Always || pair.Value.Count > 1 || cache.Contains(pair.Key))
            .OrderByDescending(pair => pair.Value.Count)
            .Take(parts.Runner.Capacity)
            // Those that are there first: what is used last is not freed to make room.
            .OrderByDescending(pair => cache.Contains(pair.Key))
            .Select(pair => pair.Value)
            .ToArray())
        {
            PreparedStatement statement = await parts.Runner.PrepareAsync(session, queries[group[0]], cancellation).ConfigureAwait(false);
            group.ForEach(index => prepared[index] = statement);
        }

        return prepared;
    }

    private async ValueTask<bool> ForgetStaleAsync(PlannedQuery[] queries, PreparedStatement?[] prepared, IReadOnlyList<BatchResult> results)
    {
        bool any = false;
        for (int i = 0; i < queries.Length; i++)
        {
            if (prepared[i] is { } statement && results[i].Error is { } error && parts.Runner.IsStale(session, statement, error))
            {
                any = true;
                await parts.Runner.ForgetAsync(session, queries[i], statement).ConfigureAwait(false);
            }
        }

        return any;
    }
}
