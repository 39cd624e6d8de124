using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Reading;

/// <summary>The error that the writer of a RowBuffer ended it with: told as what it is, since nothing is wrong with the file.</summary>
internal static class WriterError
{
    // Of reading, besides what the format's own exception says.
    private const int BudgetExhausted = 2001;

    /// <summary>True for what the reader can only have from an error frame.</summary>
    public static bool Is(QuarryException error) => error is not RowBufferFormatException && error.Code is not (BudgetExhausted or ErrorCodes.InputUnreadable);

    public static QuarryException Describe(QuarryException error)
        => new(error.Kind, error.Code, $"Whoever wrote the input could not finish it, and says why: {error.Message}", error.SqlState, error)
        {
            VendorCode = error.VendorCode,
            Transient = error.Transient,
            OutcomeUnknown = error.OutcomeUnknown,
        };
}
