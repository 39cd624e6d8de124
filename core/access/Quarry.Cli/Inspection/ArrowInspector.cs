using Quarry.Cli.Input;
using Quarry.Cli.Reading;
using Quarry.Contracts;

namespace Quarry.Cli.Inspection;

/// <summary>Arrow IPC: its columns, batches and rows. It is read, and so checked, as a whole.</summary>
internal static class ArrowInspector
{
    public static async Task<FileReport> InspectAsync(
        InputStream input, InputFormat format, BatchMemory memory, long maxBatchBytes, CancellationToken cancellationToken)
    {
        ResultSource results = await ArrowFile.OpenAsync(input, memory, new(null), maxBatchBytes, cancellationToken);
        (string name, string title) = format == InputFormat.ArrowFile ? ("arrow-file", "Arrow IPC file") : ("arrow-stream", "Arrow IPC stream");
        return new() { Format = name, Title = title, Results = await ResultCounter.CountAsync(results, cancellationToken), Bytes = input.Bytes };
    }
}
