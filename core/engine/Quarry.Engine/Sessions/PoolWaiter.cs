namespace Quarry.Engine.Sessions;

/// <summary>A caller that waits for a session. Completed asynchronously: otherwise its code would run on the thread of whoever gives a session back.</summary>
/// <param name="since">When it began to wait.</param>
internal sealed class PoolWaiter(long since) : TaskCompletionSource<PoolEntry>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long Since => since;

    /// <summary>Its place in the queue while it has one, which is <see cref="PoolCore"/>'s to say.</summary>
    public LinkedListNode<PoolWaiter>? Place { get; set; }
}
