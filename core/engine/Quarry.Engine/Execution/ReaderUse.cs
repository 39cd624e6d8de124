using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Execution;

/// <summary>Reads what a driver returned and disposes it, at once or when the driver lets go of it.</summary>
internal static class ReaderUse
{
    /// <summary>Runs work on a reader and disposes the reader, after an abandoned call when that has ended.</summary>
    public static async ValueTask<T> RunAsync<T>(SourceParts parts, SourceSession session, ResultReader reader, Func<ResultReader, ValueTask<T>> work)
    {
        Task? abandoned = null;
        try
        {
            return await work(reader).ConfigureAwait(false);
        }
        catch (AbandonedCallException stuck)
        {
            abandoned = DisposeLaterAsync(reader, stuck.Ended);
            throw new AbandonedCallException(abandoned);
        }
        finally
        {
            if (abandoned is null)
            {
                await parts.Calls.DisposeAsync(session.DriverId, reader).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads a batch; one that comes after the call was abandoned is disposed.</summary>
    public static ValueTask<ColumnBatch?> ReadAsync(
        this DriverCalls calls, string driver, CallCancellation cancellation, Func<CancellationToken, ValueTask<ColumnBatch?>> read)
        => calls.RunAsync(driver, cancellation, read, static late =>
        {
            late?.Dispose();
            return default;
        });

    /// <summary>Disposes a reader when the abandoned call that works on it has ended.</summary>
    /// <returns>Completes, always successfully, when the driver has let go of the session.</returns>
    public static async Task DisposeLaterAsync(ResultReader reader, Task abandoned)
    {
        await abandoned.ConfigureAwait(false);
        try
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The session is closed next; nobody is left to be told.
        }
    }
}
