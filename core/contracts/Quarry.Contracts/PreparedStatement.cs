namespace Quarry.Contracts;

/// <summary>A statement that the server has prepared. It belongs to its session and follows its rules.</summary>
public abstract class PreparedStatement : IAsyncDisposable
{
    /// <summary>What was prepared.</summary>
    public abstract QueryPlan Plan { get; }

    /// <summary>False once the server has forgotten it, by a reset for instance: it has to be prepared again.</summary>
    public virtual bool IsUsable => true;

    /// <summary>True if an error of <see cref="ExecuteAsync"/> says that the statement did not run because the server forgot it, or because what it
    /// reads was changed since it was prepared: prepared again, it would run.</summary>
    /// <param name="error">What an execution of this statement threw.</param>
    public virtual bool IsStale(QuarryException error) => false;

    /// <summary>Runs it.</summary>
    /// <param name="parameters">As many as the plan takes, in order.</param>
    /// <param name="cancellationToken">Cancels at the server.</param>
    public abstract ValueTask<ResultReader> ExecuteAsync(IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken);

    /// <summary>Frees it at the server. Never throws.</summary>
    public abstract ValueTask DisposeAsync();
}
