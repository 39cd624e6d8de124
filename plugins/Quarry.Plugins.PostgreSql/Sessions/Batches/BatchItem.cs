using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Sessions.Batches;

/// <summary>One statement of a batch as it is sent, and what became of it.</summary>
internal sealed class BatchItem
{
    /// <summary>The statement that it binds.</summary>
    public required ParsedStatement Statement { get; init; }

    public required StatementKind Kind { get; init; }

    /// <summary>True if Parse is sent with it.</summary>
    public bool Parses { get; init; }

    /// <summary>Where its messages end in the batch's.</summary>
    public int End { get; set; }

    public long RowsAffected { get; set; } = -1;

    public QuarryException? Error { get; set; }
}
