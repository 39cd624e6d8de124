using Quarry.Contracts;

namespace Quarry.Engine.Transactions;

/// <summary>What the engine itself says of transactions.</summary>
internal static class TransactionErrors
{
    public static QuarryException CommitUnknown(string source) => new(ErrorKind.Transport, ErrorCodes.CommitUnknown,
        $"A commit was asked for on source \"{source}\" and the driver did not return in time: whether it took place is not known. Look in the database before you repeat it.")
    {
        OutcomeUnknown = true,
    };
}
