using Quarry.Cli.Input;
using Quarry.Contracts;

namespace Quarry.Cli.Reading;

/// <summary>The results of a file, by its format.</summary>
internal static class FileResults
{
    /// <exception cref="QuarryException">The file is damaged, or has no column of a name (User).</exception>
    public static async Task<ResultSource> OpenAsync(
        InputFile file, BatchMemory memory, ColumnSelection columns, long maxBatchBytes, CancellationToken cancellationToken) => file.Format switch
        {
            InputFormat.RowBufferV2 => await RowBufferFile.OpenAsync(file.Stream, memory, columns, maxBatchBytes, cancellationToken),
            InputFormat.MultiResult => await MultiResults.OpenAsync(file.Stream, memory, columns, maxBatchBytes, cancellationToken),
            InputFormat.ArrowStream or InputFormat.ArrowFile => await ArrowFile.OpenAsync(file.Stream, memory, columns, maxBatchBytes, cancellationToken),
            _ => new MessageResults(file.Stream, memory, columns, maxBatchBytes),
        };
}
