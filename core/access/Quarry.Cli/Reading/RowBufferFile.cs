using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Reading;

/// <summary>RowBuffer v2, of which only the bytes of the wanted columns are read.</summary>
internal static class RowBufferFile
{
    /// <exception cref="QuarryException">It is damaged, or has no column of a name (User).</exception>
    public static async Task<ResultSource> OpenAsync(
        Stream input, BatchMemory memory, ColumnSelection columns, long maxBatchBytes, CancellationToken cancellationToken)
    {
        var options = new RowBufferReaderOptions { Columns = columns.Names, MaxBatchBytes = maxBatchBytes, Validation = RowBufferValidation.Full, LeaveOpen = true };
        RowBufferReader reader = await columns.OpenAsync(() => RowBufferReader.OpenAsync(input, memory, options, cancellationToken));
        return new FileResult(reader, reader.Schema, reader.ReadAsync);
    }
}
