using Quarry.Engine.Calls;
using Quarry.Engine.Preparation;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Execution;

/// <summary>A session of the pool for each query. Safe from any thread.</summary>
internal sealed class PooledUse(ConnectionManager connections, Definitions definitions) : SessionUse
{
    public override bool IsTransaction => false;

    public override ValueTask<SourceSession> AcquireAsync(CallCancellation cancellation) => connections.ConnectAsync(cancellation);

    public override ValueTask ReleaseAsync(SourceSession session, bool suspect) => connections.ReturnAsync(session, suspect);

    public override void Abandon(SourceSession session, Task ended) => connections.Abandon(session, ended);

    public override void Defined() => definitions.Changed();
}
