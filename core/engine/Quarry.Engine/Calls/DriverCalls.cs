using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Engine.Faults;

namespace Quarry.Engine.Calls;

/// <summary>Calls a driver so that neither its private exceptions nor its silence reach the caller.</summary>
/// <remarks>Out comes a result, a <see cref="QuarryException"/>, an exception that ADO.NET prescribes for misuse, a cancellation that was asked
/// for, or an <see cref="AbandonedCallException"/>.</remarks>
internal sealed class DriverCalls(FaultFilter faults, TimeProvider clock, TimeSpan patience)
{
    /// <summary>Makes a call that can be cancelled.</summary>
    /// <param name="driver">The driver's id.</param>
    /// <param name="cancellation">What can end it.</param>
    /// <param name="call">The call.</param>
    /// <param name="discard">Disposes a result that comes after the call was abandoned.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync<T>(
        string driver, CallCancellation cancellation, Func<CancellationToken, ValueTask<T>> call, Func<T, ValueTask> discard)
    {
        cancellation.Token.ThrowIfCancellationRequested();
        try
        {
            ValueTask<T> started = call(cancellation.Token);
            if (started.IsCompleted)
            {
                return await started.ConfigureAwait(false);
            }

            return await WaitAsync(started.AsTask(), cancellation, discard).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.Cause != CancelCause.None)
        {
            throw;
        }
        catch (Exception error) when (error is not AbandonedCallException && faults.Filter(error, driver) is var clean && clean != error)
        {
            throw clean;
        }
    }

    /// <summary>Disposes what a driver returned. It is given the engine's patience and abandoned after that.</summary>
    public ValueTask DisposeAsync(string driver, IAsyncDisposable returned)
    {
        ValueTask started;
        try
        {
            started = returned.DisposeAsync();
        }
        catch (Exception error) when (faults.Filter(error, driver) is var clean && clean != error)
        {
            throw clean;
        }

        if (!started.IsCompletedSuccessfully)
        {
            return FinishAsync(driver, started, giveUp: null);
        }

        started.GetAwaiter().GetResult();
        return default;
    }

    /// <summary>Waits for a call that cleans up and has begun. It is given the engine's patience and abandoned after that, unless it ends when it is told.</summary>
    /// <param name="driver">The driver's id.</param>
    /// <param name="started">The call.</param>
    /// <param name="giveUp">Tells the driver that nobody waits any more; null if it cannot be told.</param>
    public async ValueTask FinishAsync(string driver, ValueTask started, Action? giveUp)
    {
        Task running = started.AsTask();
        try
        {
            // Only that it ended counts here; with what, the call itself says.
            await running.WaitAsync(patience, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (running.IsCompleted)
            {
                await running.ConfigureAwait(false);
                return;
            }
        }
        catch (Exception error) when (faults.Filter(error, driver) is var clean && clean != error)
        {
            throw clean;
        }

        GiveUp(giveUp);
        Task ended = EndAsync(running);
        // What could not be told has not obeyed, although it may just have ended: nobody asked for a cancellation.
        throw giveUp is null || !ended.IsCompleted
            ? new AbandonedCallException(ended)
            : new OperationCanceledException("The driver's cleaning up took too long.");
    }

    /// <summary>Makes a call that does no I/O.</summary>
    public T Run<T>(string driver, Func<T> call) => Run(driver, call, static call => call());

    /// <summary>Makes a call that does no I/O, on an object of the driver's.</summary>
    public T Run<TObject, T>(string driver, TObject of, Func<TObject, T> call)
    {
        try
        {
            return call(of);
        }
        catch (Exception error) when (faults.Filter(error, driver) is var clean && clean != error)
        {
            throw clean;
        }
    }

    private static void GiveUp(Action? giveUp)
    {
        try
        {
            giveUp?.Invoke();
        }
        catch (AggregateException)
        {
            // A driver's callback threw; its call is given up anyway.
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<T> WaitAsync<T>(Task<T> running, CallCancellation cancellation, Func<T, ValueTask> discard)
    {
        try
        {
            return await running.WaitAsync(cancellation.Expired).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.Expired.IsCancellationRequested)
        {
            if (running.IsCompleted)
            {
                return await running.ConfigureAwait(false);
            }

            throw new AbandonedCallException(EndAsync(running, discard));
        }
    }

    private static async Task EndAsync(Task running)
    {
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (Exception)
        {
            // As below.
        }
    }

    private static async Task EndAsync<T>(Task<T> running, Func<T, ValueTask> discard)
    {
        try
        {
            await discard(await running.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nobody is left to be told; the caller got its cancellation or timeout.
        }
    }
}
