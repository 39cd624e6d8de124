using Quarry.Contracts;
using Quarry.Engine.Execution;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Transactions;

/// <summary>Begins transactions.</summary>
internal static class Beginning
{
    public static ValueTask<Transaction> BeginAsync(SourceParts parts, TransactionOptions options, CancellationToken cancellationToken)
        => BeginAsync(parts, options, static _ => { }, cancellationToken);

    /// <summary>Begins a transaction for something that not every server offers.</summary>
    /// <param name="parts">The source.</param>
    /// <param name="options">How it begins.</param>
    /// <param name="require">Refuses servers that do not offer it, before anything is sent.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static ValueTask<Transaction> BeginAsync(SourceParts parts, TransactionOptions options, Action<SourceSession> require, CancellationToken cancellationToken)
        => SessionUse.RunAndKeepAsync(
            parts,
            null,
            async (session, cancellation) =>
            {
                require(session);
                Check(session, options);
                await parts.CallAsync(session, cancellation, token => session.Session.BeginAsync(options, token)).ConfigureAwait(false);
                var sessions = new TransactionSessions(parts.Sessions, session);
                var transaction = new Transaction(parts, sessions);
                parts.Sessions.LendTo(session, transaction, sessions);
                return transaction;
            },
            cancellationToken);

    private static void Check(SourceSession session, TransactionOptions options)
    {
        DriverCapabilities offered = session.Capabilities;
        Requirement.Check(session, offered.Transactions, nameof(DriverCapabilities.Transactions), "transactions", "Run the statements one by one.");
        if (options.ReadOnly)
        {
            Requirement.Check(session, offered.ReadOnlyTransactions, nameof(DriverCapabilities.ReadOnlyTransactions), "read-only transactions", "Leave TransactionOptions.ReadOnly false.");
        }

        if (options.Deferrable)
        {
            Requirement.Check(session, offered.DeferrableTransactions, nameof(DriverCapabilities.DeferrableTransactions), "deferrable transactions", "Leave TransactionOptions.Deferrable false.");
        }

        if (options.Snapshot.Length > 0)
        {
            Requirement.Check(session, offered.Snapshots, nameof(DriverCapabilities.Snapshots), "snapshots of other sessions", "Leave TransactionOptions.Snapshot empty.");
        }

        if (options.LockTimeout is not null)
        {
            Requirement.Check(session, offered.LockTimeout, nameof(DriverCapabilities.LockTimeout), "lock timeouts", "Leave TransactionOptions.LockTimeout null and set QueryOptions.Timeout.");
        }
    }
}
