using System.Runtime.ExceptionServices;

namespace Quarry.Engine.Partitioning;

/// <summary>What the parts of one read share: the first failure, which ends all.</summary>
internal sealed class PartitionGroup : IDisposable
{
    private readonly CancellationToken _callerToken;
    private readonly CancellationTokenSource _ending;
    private Failure? _first;

    public PartitionGroup(CancellationToken callerToken)
    {
        _callerToken = callerToken;
        _ending = CancellationTokenSource.CreateLinkedTokenSource(callerToken);
        Token = _ending.Token;
    }

    /// <summary>Ends the parts.</summary>
    public CancellationToken Token { get; }

    /// <summary>Ends all parts because of one.</summary>
    /// <param name="rows">The part's rows.</param>
    /// <param name="error">What it ended with.</param>
    /// <returns>What its reader is to see: its own error, unless it ended because of another part or of the caller's token.</returns>
    public Exception Fail(string rows, Exception error)
    {
        Failure? first = Interlocked.CompareExchange(ref _first, new(rows, error), null);
        if (first is null)
        {
            try
            {
                _ending.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // Whoever disposed the read has ended all parts.
            }
        }

        return error is not OperationCanceledException cancelled || cancelled.CancellationToken != Token ? error
            : _callerToken.IsCancellationRequested ? new OperationCanceledException("The partitioned read was cancelled.", _callerToken)
            : first is null ? error
            : PartitionErrors.OtherFailed(first.Rows, first.Error);
    }

    /// <summary>Throws the first failure, with its own stack.</summary>
    public void ThrowFirst()
    {
        if (_first is { } first)
        {
            ExceptionDispatchInfo.Throw(first.Error);
        }
    }

    public void Dispose() => _ending.Dispose();

    private sealed record Failure(string Rows, Exception Error);
}
