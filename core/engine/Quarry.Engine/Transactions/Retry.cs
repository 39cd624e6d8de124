using Quarry.Contracts;
using Quarry.Engine.Execution;

namespace Quarry.Engine.Transactions;

/// <summary>Runs a transaction again if the database asks for it, and for nothing else.</summary>
internal static class Retry
{
    // https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html; 40001 is of the SQL standard, and what others say of a deadlock too.
    private const string SerializationFailure = "40001";
    private const string DeadlockDetected = "40P01";

    public static async ValueTask<T> RunAsync<T>(
        SourceParts parts, Func<Transaction, CancellationToken, ValueTask<T>> work, TransactionOptions options, RetryOptions retry, CancellationToken cancellationToken)
    {
        TimeSpan delay = retry.FirstDelay;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(parts, work, options, cancellationToken).ConfigureAwait(false);
            }
            catch (QuarryException error) when (attempt < retry.MaxAttempts && IsAskedFor(error))
            {
                // At random, so that those who collided do not meet again.
                await Task.Delay(delay * (0.5 + Random.Shared.NextDouble() / 2), parts.Services.Clock, cancellationToken).ConfigureAwait(false);
                delay = delay * 2 < retry.MaxDelay ? delay * 2 : retry.MaxDelay;
            }
        }
    }

    private static async ValueTask<T> RunOnceAsync<T>(
        SourceParts parts, Func<Transaction, CancellationToken, ValueTask<T>> work, TransactionOptions options, CancellationToken cancellationToken)
    {
        Transaction transaction = await Beginning.BeginAsync(parts, options, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            T result = await work(transaction, cancellationToken).ConfigureAwait(false);
            if (transaction.IsOpen)
            {
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }

            return result;
        }
    }

    // What may have been committed is never repeated, whatever the server called it.
    private static bool IsAskedFor(QuarryException error) => !error.OutcomeUnknown && error.SqlState is (SerializationFailure or DeadlockDetected);
}
