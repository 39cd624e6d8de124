using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

internal sealed class TinyPrepared(TinySession session, QueryPlan plan, IReadOnlyList<TinyStatement> statements, int markers, TinySettings settings) : PreparedStatement
{
    private IReadOnlyList<Parameter>? _first;
    private bool _disposed;

    public override QueryPlan Plan => plan;

    public override ValueTask<ResultReader> ExecuteAsync(IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _first ??= parameters;
        return session.ExecuteAsync(plan, statements, markers, settings.Has(Fault.PreparedKeepsFirstParameters) ? _first : parameters, cancellationToken);
    }

    public override ValueTask DisposeAsync()
    {
        _disposed = true;
        return default;
    }
}
