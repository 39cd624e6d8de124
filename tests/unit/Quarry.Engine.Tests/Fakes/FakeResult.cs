namespace Quarry.Engine.Tests.Fakes;

/// <summary>One result of a scripted statement. Batch n has rows that all hold n × rows + row.</summary>
internal sealed class FakeResult
{
    public bool HasColumns { get; init; } = true;

    public int Batches { get; init; }

    public int Rows { get; init; } = 3;

    /// <summary>Rows of its own, in one batch, instead of numbers.</summary>
    public FakeTable? Table { get; init; }

    public long RowsAffected { get; init; } = -1;

    public Action OnSchema { get; init; } = () => { };

    /// <summary>Runs before a batch (from 0) or the end is read.</summary>
    public Func<int, CancellationToken, ValueTask> OnRead { get; init; } = (_, _) => default;
}
