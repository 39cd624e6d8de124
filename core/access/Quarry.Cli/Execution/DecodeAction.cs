using Quarry.Cli.Commands;
using Quarry.Cli.Input;
using Quarry.Cli.Reading;
using Quarry.Columnar;

namespace Quarry.Cli.Execution;

/// <summary>Reads a file and writes its results.</summary>
internal static class DecodeAction
{
    public static Task<int> RunAsync(DecodeRequest request, CommandContext context, CancellationToken cancellationToken)
        => ResultOutput.RunAsync(request.Output, context, async write =>
        {
            using InputFile file = await InputFile.OpenAsync(request.Path, cancellationToken);
            using Arena memory = BatchArena.Create(request.MaxBatchBytes);
            await using ResultSource results = await FileResults.OpenAsync(file, memory, new(request.Columns), request.MaxBatchBytes, cancellationToken);
            await write(results);
        }, cancellationToken);
}
