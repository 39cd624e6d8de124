using System.Globalization;
using Quarry.Contracts;
using Quarry.Engine.Calls;

namespace Quarry.Engine.Execution;

/// <summary>Says why a query ended, in the caller's terms.</summary>
internal static class QueryEnd
{
    /// <summary>The exception for the caller: what was asked for (a cancellation, a timeout, a close) goes before what came of it.</summary>
    /// <param name="error">What the stage threw.</param>
    /// <param name="cancellation">What may have ended the query.</param>
    /// <param name="parts">The source.</param>
    /// <param name="stage">What it was doing.</param>
    /// <param name="mayHaveCommitted">True if a driver that was given up may have committed something.</param>
    public static Exception Explain(Exception error, CallCancellation cancellation, SourceParts parts, string stage, bool mayHaveCommitted) => cancellation.Cause switch
    {
        // That something may have been committed is what the caller has to know most of all.
        _ when error is QuarryException { OutcomeUnknown: true } => error,
        _ when error is AbandonedCallException { WasCommit: true } => CommitUnknown(parts),
        CancelCause.Caller => new OperationCanceledException("The query was cancelled.", cancellation.CallerToken),
        CancelCause.Timeout => TimedOut(cancellation, parts, stage, error is AbandonedCallException && mayHaveCommitted),
        CancelCause.SourceClosed => new ObjectDisposedException(nameof(Source), $"Source \"{parts.Name}\" was closed while the query ran."),
        CancelCause.StreamDisposed => new ObjectDisposedException(nameof(BatchStream), "The stream was disposed while the query ran."),
        _ when error is AbandonedCallException => Stuck(parts, stage, mayHaveCommitted),
        _ => error,
    };

    private static QuarryException CommitUnknown(SourceParts parts) => new(ErrorKind.Transport, ErrorCodes.CommitUnknown,
        $"A commit was asked for on source \"{parts.Name}\" and the driver did not return in time: whether it took place is not known. Look in the database before you repeat it.")
    {
        OutcomeUnknown = true,
    };

    // Nobody asked for an end: it was a call that cleans up, which no caller cancels.
    private static QuarryException Stuck(SourceParts parts, string stage, bool mayHaveCommitted) => new(ErrorKind.Transport, ErrorCodes.DriverStuck,
        $"The driver of source \"{parts.Name}\" did not answer within {parts.Services.DriverPatience} in stage {stage}; its session is given up. Run the statement again, and see whether the server can be reached.")
    {
        Transient = !mayHaveCommitted,
        OutcomeUnknown = mayHaveCommitted,
    };

    private static QuarryException TimedOut(CallCancellation cancellation, SourceParts parts, string stage, bool mayHaveCommitted)
    {
        PoolSnapshot now = parts.Connections.Snapshot;
        return new(ErrorKind.Resource, ErrorCodes.TimedOut, string.Create(CultureInfo.InvariantCulture,
            $"The query on source \"{parts.Name}\" timed out after {cancellation.Timeout?.TotalSeconds:0.###} s in stage {stage} ({now.Total} sessions of the source open, {now.Idle} idle). ")
            + (mayHaveCommitted ? "It may have been committed: look in the database before you repeat it." : "Raise the timeout (QueryOptions.Timeout, of a write WriteOptions.Timeout), or make the statement cheaper."))
        {
            OutcomeUnknown = mayHaveCommitted,
        };
    }
}
