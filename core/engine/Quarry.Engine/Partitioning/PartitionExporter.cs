using System.Data;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;
using Quarry.Engine.Transactions;

namespace Quarry.Engine.Partitioning;

/// <summary>The transaction that holds the snapshot, and what it split.</summary>
/// <param name="Transaction">Stays open until each part has begun; whoever takes the exporter disposes it.</param>
/// <param name="Plan">The parts.</param>
/// <param name="Snapshot">What the parts' transactions begin with, or "".</param>
/// <param name="Parameters">The values for the parts' SQL.</param>
internal sealed record PartitionExporter(Transaction Transaction, PartitionPlan Plan, string Snapshot, IReadOnlyList<Parameter> Parameters)
{
    /// <summary>How all of them begin.</summary>
    public static TransactionOptions Reading { get; } = new() { Isolation = IsolationLevel.Snapshot, ReadOnly = true };

    /// <summary>Begins the transaction and splits.</summary>
    /// <param name="parts">The source.</param>
    /// <param name="query">What is split.</param>
    /// <param name="options">Timeout and types.</param>
    /// <param name="sessions">The most sessions that the source may have, or null if others read the parts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async ValueTask<PartitionExporter> BeginAsync(
        SourceParts parts, PartitionedQuery query, QueryOptions options, int? sessions, CancellationToken cancellationToken)
    {
        Transaction transaction = await Beginning.BeginAsync(parts, Reading, Check, cancellationToken).ConfigureAwait(false);
        try
        {
            return await transaction.UseAsync(
                options.Timeout,
                async (session, cancellation) =>
                {
                    (int count, string bound) = Bound(parts, query, session, sessions);
                    PlannedQuery? planned = query.Table is null ? parts.Planner.Plan(QueryRequest.Of(query.Sql, query.Parameters, options), session) : null;
                    string sql = planned is { } known ? known.Select ?? throw PartitionErrors.NotAQuery(parts.Name) : "";
                    IReadOnlyList<Parameter> values = planned?.Positional ?? [];
                    var request = new PartitionRequest { Table = query.Table, Sql = sql, Parameters = values, Key = query.Key, Count = count };
                    PartitionSet set = await parts.Calls.RunAsync(
                        session.DriverId, cancellation, token => session.Session.PartitionAsync(request, token), static _ => default).ConfigureAwait(false);
                    bound = bound.Length == 0 && set.Partitions.Count < count ? "there is not enough to split" : bound;
                    return new PartitionExporter(transaction, new()
                    {
                        Consistency = session.Capabilities.PartitionConsistency,
                        Method = set.Method,
                        Asked = query.Count ?? Environment.ProcessorCount,
                        Bound = bound,
                        // A copy: a list that a plugin made may be of a type of its own.
                        Partitions = [.. set.Partitions],
                    }, set.Snapshot, values);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Refuses servers of which nothing can be read in parts.</summary>
    public static void Check(SourceSession session)
    {
        const string Fix = "Read it by one query.";
        DriverCapabilities offered = session.Capabilities;
        Requirement.Check(session, offered.Partitions, nameof(DriverCapabilities.Partitions), "reads in parts", Fix);
        if (offered.PartitionConsistency != PartitionConsistency.Shared)
        {
            throw PartitionErrors.Inconsistent(session, offered.PartitionConsistency);
        }
    }

    private static (int Count, string Bound) Bound(SourceParts parts, PartitionedQuery query, SourceSession session, int? sessions)
    {
        int asked = query.Count ?? Environment.ProcessorCount;
        if (sessions is not { } pool)
        {
            return (asked, "");
        }

        int limit = Math.Min(pool, parts.Calls.Run(session.DriverId, () => session.Driver.MaxSessions(parts.Target)));
        // One holds the snapshot, and one reads the NULL keys.
        int others = query.Key.Length == 0 ? 1 : 2;
        if (limit <= others)
        {
            throw PartitionErrors.PoolTooSmall(parts.Name, limit, others + 1);
        }

        int count = Math.Min(asked, Math.Min(Environment.ProcessorCount, limit - others));
        return (count, count == asked ? ""
            : count == Environment.ProcessorCount ? string.Create(CultureInfo.InvariantCulture, $"this process has {count} processor(s)")
            : string.Create(CultureInfo.InvariantCulture, $"the source has at most {limit} sessions, of which {others} are needed besides"));
    }
}
