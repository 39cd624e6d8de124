using Quarry.Contracts;
using Quarry.Engine.Execution;

namespace Quarry.Engine.Transactions;

/// <summary>Runs work in a transaction and repeats both as a whole when the server says that another transaction was in the way.</summary>
internal static class TransactionRetry
{
    public static async ValueTask<T> RunAsync<T>(
        SourceParts parts, Func<Transaction, CancellationToken, ValueTask<T>> work, TransactionOptions options, RetryOptions retry, CancellationToken cancellationToken)
    {
        string driver = "";
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Transaction transaction = await TransactionStart.BeginAsync(parts, options, cancellationToken).ConfigureAwait(false);
                driver = transaction.DriverId;
                await using (transaction.ConfigureAwait(false))
                {
                    T result = await work(transaction, cancellationToken).ConfigureAwait(false);
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                    return result;
                }
            }
            catch (QuarryException error) when (attempt < retry.MaxAttempts && Conflict.Is(error, driver))
            {
                await Task.Delay(Pause(attempt, retry), parts.Services.Clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static TimeSpan Pause(int attempt, RetryOptions retry)
    {
        double longest = Math.Min(retry.MaxPause.TotalMilliseconds, retry.FirstPause.TotalMilliseconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromMilliseconds(longest * (1 - Random.Shared.NextDouble() / 2));
    }
}
