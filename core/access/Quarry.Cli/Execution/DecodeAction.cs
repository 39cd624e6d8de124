using Quarry.Cli.Commands;
using Quarry.Cli.Input;
using Quarry.Cli.Reading;
using Quarry.Columnar;

namespace Quarry.Cli.Execution;

/// <summary>Reads a file and writes its results.</summary>
internal static class DecodeAction
{
    // The batch that is written, the one that is read, and its bytes before they are decoded.
    private const int BatchesInMemory = 3;

    public static Task<int> RunAsync(DecodeRequest request, CommandContext context, CancellationToken cancellationToken)
        => ResultOutput.RunAsync(request.Output, context, async write =>
        {
            using InputFile file = await InputFile.OpenAsync(request.Path, cancellationToken);
            using var memory = new Arena(new() { BudgetBytes = Math.Max(new ArenaOptions().BudgetBytes, request.MaxBatchBytes * BatchesInMemory) });
            await using ResultSource results = await FileResults.OpenAsync(file, memory, new(request.Columns), request.MaxBatchBytes, cancellationToken);
            await write(results);
        }, cancellationToken);
}
