using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Sessions.Batches;

namespace Quarry.Plugins.PostgreSql.Sessions;

internal sealed partial class PostgreSqlSession
{
    private int _batches;

    public override async ValueTask<IReadOnlyList<BatchResult>> ExecuteBatchAsync(IReadOnlyList<BatchStatement> statements, BatchMode mode, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentOutOfRangeException.ThrowIfZero(statements.Count, nameof(statements));
        ThrowIfBusy();
        for (int i = 0; i < statements.Count; i++)
        {
            CheckPlan(statements[i].Plan);
            BatchRules.Check(this, statements[i], i + 1);
        }

        cancellationToken.ThrowIfCancellationRequested();
        _hasWritten = true;
        CancelScope scope = Canceller.Begin();
        try
        {
            using CancellationTokenRegistration registration = scope.Follow(cancellationToken);
            return await RunAsync(scope, () => new BatchRun(this, statements, mode, scope, ++_batches).Run()).ConfigureAwait(false);
        }
        finally
        {
            Canceller.End(scope);
        }
    }
}
