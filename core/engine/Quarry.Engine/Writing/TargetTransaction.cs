using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Writing;

/// <summary>Runs work on a session so that a failure leaves nothing of it: in a transaction, or in a savepoint of the caller's.</summary>
internal static class TargetTransaction
{
    // Not a name that a caller would choose.
    private const string Point = "quarry write";

    public static async ValueTask<T> RunAsync<T>(SourceParts parts, SourceSession session, CallCancellation cancellation, Func<ValueTask<T>> work)
    {
        if (parts.IsTransaction)
        {
            return session.Capabilities.Savepoints.IsSupported
                ? await InSavepointAsync(parts, session, cancellation, work).ConfigureAwait(false)
                : await work().ConfigureAwait(false);
        }

        Requirement.Check(session, session.Capabilities.Transactions, nameof(DriverCapabilities.Transactions), "transactions",
            $"Create the table by a statement and use {nameof(WriteMode)}.{nameof(WriteMode.Append)}.");
        await parts.CallAsync(session, cancellation, token => session.Session.BeginAsync(TransactionOptions.Default, token)).ConfigureAwait(false);
        try
        {
            T result = await work().ConfigureAwait(false);
            await parts.CommitAsync(session, cancellation).ConfigureAwait(false);
            return result;
        }
        catch (Exception error) when (error is not AbandonedCallException)
        {
            await UndoAsync(parts, session, session.Session.RollbackAsync).ConfigureAwait(false);
            throw;
        }
    }

    private static async ValueTask<T> InSavepointAsync<T>(SourceParts parts, SourceSession session, CallCancellation cancellation, Func<ValueTask<T>> work)
    {
        await parts.CallAsync(session, cancellation, token => session.Session.SaveAsync(Point, token)).ConfigureAwait(false);
        try
        {
            T result = await work().ConfigureAwait(false);
            await parts.CallAsync(session, cancellation, token => session.Session.ReleaseAsync(Point, token)).ConfigureAwait(false);
            return result;
        }
        catch (Exception error) when (error is not AbandonedCallException)
        {
            await UndoAsync(parts, session, async token =>
            {
                await session.Session.RollbackToAsync(Point, token).ConfigureAwait(false);
                await session.Session.ReleaseAsync(Point, token).ConfigureAwait(false);
            }).ConfigureAwait(false);
            throw;
        }
    }

    // Not by the write's own token, which may be what ended it.
    private static async ValueTask UndoAsync(SourceParts parts, SourceSession session, Func<CancellationToken, ValueTask> undo)
    {
        try
        {
            await parts.Calls.FinishAsync(session.DriverId, undo(session.Ending), session.GiveUp).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not AbandonedCallException)
        {
            // What came first is the caller's to know. The session is verified before its next use, or closed; either ends the transaction.
        }
    }
}
