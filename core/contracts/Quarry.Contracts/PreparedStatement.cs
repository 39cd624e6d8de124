namespace Quarry.Contracts;

/// <summary>A statement that the server has prepared. It belongs to its session and follows its rules.</summary>
public abstract class PreparedStatement : IAsyncDisposable
{
    /// <summary>What was prepared.</summary>
    public abstract QueryPlan Plan { get; }

    /// <summary>Runs it.</summary>
    /// <param name="parameters">As many as the plan takes, in order.</param>
    /// <param name="cancellationToken">Cancels at the server.</param>
    public abstract ValueTask<ResultReader> ExecuteAsync(IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken);

    /// <summary>Frees it at the server. Never throws.</summary>
    public abstract ValueTask DisposeAsync();
}
