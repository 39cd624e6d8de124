using Quarry.Cli.Commands;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>The rows that a copy writes, and how they are read: by one query, in parts, or from where an earlier copy stopped.</summary>
/// <param name="Batches">The rows.</param>
/// <param name="Plan">The parts, or null.</param>
internal sealed record CopySource(BatchSource Batches, PartitionPlan? Plan)
{
    /// <summary>What an earlier copy left, or null.</summary>
    public ResumedSource? Resumed => Batches as ResumedSource;

    /// <summary>True if the statement is sent as the user wrote it, so that a place in an error is one in it.</summary>
    public bool IsAsWritten => Plan is null && Resumed is null;

    public static async Task<CopySource> OpenAsync(
        CopyRequest request, Source source, Source target, string sql, Parameter[] parameters, QueryOptions options, CancellationToken cancellationToken)
    {
        if (request.Partitions is { } count)
        {
            var query = new PartitionedQuery { Sql = sql, Parameters = parameters, Key = request.Key, Count = count };
            PartitionedRead read = await source.ReadPartitionedAsync(query, options, cancellationToken);
            return new(BatchSource.Of(read), read.Plan);
        }

        return request.ResumeKey is { } key
            ? new(await source.ResumeAsync(new() { Sql = sql, Parameters = parameters, Key = key, Target = target, Table = request.Write.Table }, options, cancellationToken), null)
            : new(BatchSource.Of(source.QueryAsync(sql, parameters, options, cancellationToken)), null);
    }
}
