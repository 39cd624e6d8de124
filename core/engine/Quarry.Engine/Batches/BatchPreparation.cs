using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Planning;
using Quarry.Engine.Preparation;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Batches;

/// <summary>Prepares the statements of a batch that runs together.</summary>
internal static class BatchPreparation
{
    /// <summary>Prepares what runs twice or more, is prepared already, or shall be; never more than the session keeps, which would free some before they run.</summary>
    public static async ValueTask PrepareAsync(StatementRunner runner, SourceSession session, BatchItem[] items, PrepareMode mode, CallCancellation cancellation)
    {
        var groups = new Dictionary<PreparedKey, List<BatchItem>>();
        foreach (BatchItem item in items)
        {
            item.Prepared = null;
            var key = new PreparedKey(item.Query.Plan, item.Query.Parameters);
            if (groups.TryGetValue(key, out List<BatchItem>? group))
            {
                group.Add(item);
            }
            else if (IsPreparable(runner, session, item.Query.Statement, mode))
            {
                groups.Add(key, [item]);
            }
        }

        PreparedCache cache = session.Caches.Prepared;
        IEnumerable<List<BatchItem>> chosen = groups
            .Where(pair => mode == PrepareMode.Always || pair.Value.Count > 1 || cache.Contains(pair.Key))
            .OrderByDescending(pair => pair.Value.Count)
            .Select(pair => pair.Value)
            .Take(runner.Capacity)
            .ToArray();
        foreach (List<BatchItem> group in chosen)
        {
            PreparedStatement prepared = await runner.PrepareAsync(session, group[0].Query, cancellation).ConfigureAwait(false);
            group.ForEach(item => item.Prepared = prepared);
        }
    }

    /// <summary>Drops the statements whose failure says that they have to be prepared again.</summary>
    /// <returns>True if there was one.</returns>
    public static async ValueTask<bool> ForgetStaleAsync(StatementRunner runner, SourceSession session, BatchItem[] items, IReadOnlyList<BatchResult> results)
    {
        bool any = false;
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].Prepared is { } prepared && results[i].Error is { } error && runner.IsStale(session, prepared, error))
            {
                any = true;
                await runner.ForgetAsync(session, items[i].Query, prepared).ConfigureAwait(false);
            }
        }

        return any;
    }

    private static bool IsPreparable(StatementRunner runner, SourceSession session, StatementPlan statement, PrepareMode mode)
        => PreparationChoice.Of(statement, mode, session, runner.Capacity, repeated: true).Prepare;
}
