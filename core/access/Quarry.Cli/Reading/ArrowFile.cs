using Quarry.Arrow;
using Quarry.Contracts;

namespace Quarry.Cli.Reading;

/// <summary>An Arrow IPC stream or file. Only this and its writer name Quarry.Arrow, so its assemblies are loaded where they are used.</summary>
internal static class ArrowFile
{
    /// <exception cref="QuarryException">It is damaged, or has no column of a name (User).</exception>
    public static async Task<ResultSource> OpenAsync(
        Stream input, BatchMemory memory, ColumnSelection columns, long maxBatchBytes, CancellationToken cancellationToken)
    {
        var options = new ArrowIpcReaderOptions { Columns = columns.Names, MaxBatchBytes = maxBatchBytes, LeaveOpen = true };
        ArrowIpcReader reader = await columns.OpenAsync(() => ArrowIpcReader.OpenAsync(input, memory, options, cancellationToken));
        return new FileResult(reader, reader.Schema, reader.ReadAsync);
    }
}
