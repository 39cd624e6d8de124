using System.Globalization;
using System.Runtime.ExceptionServices;
using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>Tells with a failure what is left of the write.</summary>
internal static class WriteFailure
{
    /// <summary>The exception for the caller.</summary>
    /// <param name="error">What ended the write.</param>
    /// <param name="table">The table.</param>
    /// <param name="commit">When rows became permanent.</param>
    /// <param name="committed">Rows that did.</param>
    public static Exception Tell(Exception error, TableName table, WriteCommit commit, long committed)
    {
        Exception cause = error is BrokenSourceException { InnerException: { } broken } ? broken : error;
        return cause switch
        {
            QuarryException known when known.GetType() == typeof(QuarryException) => WithRows(known, table, commit, committed),
            _ when committed == 0 => cause,
            OperationCanceledException cancelled => new OperationCanceledException($"The write was cancelled. {Left(table, committed)}", cancelled, cancelled.CancellationToken),
            _ => new QuarryException((cause as QuarryException)?.Kind ?? ErrorKind.User, ErrorCodes.WriteIncomplete, $"{cause.Message} {Left(table, committed)}", cause) { RowsCommitted = committed },
        };
    }

    private static QuarryException WithRows(QuarryException error, TableName table, WriteCommit commit, long committed)
    {
        string message = commit == WriteCommit.Whole ? error.Message : $"{error.Message} {(error.OutcomeUnknown ? LeftAtLeast(table, committed) : Left(table, committed))}";
        var told = new QuarryException(error.Kind, error.Code, message, error.SqlState, error.InnerException)
        {
            VendorCode = error.VendorCode,
            Severity = error.Severity,
            Position = error.Position,
            Records = error.Records,
            // To write what is there once more would double it.
            Transient = error.Transient && committed == 0,
            OutcomeUnknown = error.OutcomeUnknown,
            RowsCommitted = committed,
        };
        return error.StackTrace is { } stack ? (QuarryException)ExceptionDispatchInfo.SetRemoteStackTrace(told, stack) : told;
    }

    private static string Left(TableName table, long committed) => committed == 0
        ? $"No row of the write is in table \"{WriteErrors.NameOf(table)}\"."
        : string.Create(CultureInfo.InvariantCulture,
            $"The first {committed} rows of the write are in table \"{WriteErrors.NameOf(table)}\"; a row that is named here counts from those.");

    private static string LeftAtLeast(TableName table, long committed) => string.Create(CultureInfo.InvariantCulture,
        $"At least the first {committed} rows of the write are in table \"{WriteErrors.NameOf(table)}\"; whether those of the next batch are is not known.");
}
