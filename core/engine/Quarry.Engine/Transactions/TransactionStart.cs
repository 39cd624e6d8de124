using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Planning;
using Quarry.Engine.Sessions;
using Quarry.Engine.Telemetry;

namespace Quarry.Engine.Transactions;

/// <summary>Begins transactions.</summary>
internal static class TransactionStart
{
    public static ValueTask<Transaction> BeginAsync(SourceParts parts, TransactionOptions options, CancellationToken cancellationToken)
        => SessionCall.GuardAsync(parts, null, Names.Connect, async cancellation =>
        {
            SourceSession session = await parts.Connections.ConnectAsync(cancellation).ConfigureAwait(false);
            bool sent = false;
            try
            {
                Require(session, options);
                sent = true;
                await parts.Calls.RunAsync(session.DriverId, cancellation, async token =>
                {
                    await session.Session.BeginAsync(options, token).ConfigureAwait(false);
                    return true;
                }, static _ => default).ConfigureAwait(false);
                return new Transaction(parts, new(parts, session));
            }
            catch (AbandonedCallException stuck)
            {
                parts.Connections.Abandon(session, stuck.Ended);
                throw;
            }
            catch
            {
                await parts.Connections.ReturnAsync(session, suspect: sent).ConfigureAwait(false);
                throw;
            }
        }, cancellationToken);

    private static void Require(SourceSession session, TransactionOptions options)
    {
        DriverCapabilities can = session.Capabilities;
        Offered.Require(session, can.Transactions, nameof(can.Transactions), "transactions", "Run the statements one by one.");
        if (options.ReadOnly)
        {
            Offered.Require(session, can.ReadOnlyTransactions, nameof(can.ReadOnlyTransactions), "read-only transactions", "Leave TransactionOptions.ReadOnly unset.");
        }

        if (options.Deferrable)
        {
            Offered.Require(session, can.DeferrableTransactions, nameof(can.DeferrableTransactions), "deferrable transactions", "Leave TransactionOptions.Deferrable unset.");
        }

        if (options.LockTimeout is not null)
        {
            Offered.Require(session, can.LockTimeout, nameof(can.LockTimeout), "a lock timeout", "Leave TransactionOptions.LockTimeout unset.");
        }
    }
}
