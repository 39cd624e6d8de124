using Quarry.Cli.Input;
using Quarry.Contracts;

namespace Quarry.Cli.Inspection;

/// <summary>What a file is, by its format.</summary>
internal static class FileInspector
{
    /// <exception cref="QuarryException">The file is damaged (User), or its writer ended it with an error, which this is.</exception>
    public static Task<FileReport> InspectAsync(InputFile file, BatchMemory memory, long maxBatchBytes, CancellationToken cancellationToken) => file.Format switch
    {
        InputFormat.RowBufferV2 => RowBufferInspector.InspectAsync(file.Stream, memory, cancellationToken),
        InputFormat.MultiResult => MessageInspector.InspectMultiAsync(file.Stream, memory, maxBatchBytes, cancellationToken),
        InputFormat.ArrowStream or InputFormat.ArrowFile => ArrowInspector.InspectAsync(file.Stream, file.Format, memory, maxBatchBytes, cancellationToken),
        _ => MessageInspector.InspectAsync(file.Stream, file.Format, memory, maxBatchBytes, cancellationToken),
    };
}
