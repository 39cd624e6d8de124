using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Transactions;

/// <summary>One use of a transaction's session: a stream, or a batch.</summary>
internal sealed class TransactionUse(TransactionState state) : SessionUse
{
    public override bool IsTransaction => true;

    /// <summary>The stream that uses it, or null.</summary>
    public BatchStream? Stream { get; set; }

    public override ValueTask<SourceSession> AcquireAsync(CallCancellation cancellation)
    {
        cancellation.Token.ThrowIfCancellationRequested();
        return new(state.Enter(Stream));
    }

    public override ValueTask ReleaseAsync(SourceSession session, bool suspect) => state.LeaveAsync(suspect);

    public override void Abandon(SourceSession session, Task ended) => state.Abandon(ended);

    public override void Defined() => state.Defined();
}
