using System.Runtime.CompilerServices;
using Quarry.Cli.Commands;
using Quarry.Cli.Input;
using Quarry.Cli.Reading;
using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Execution;

/// <summary>Writes the rows of a file into a table.</summary>
internal static class LoadAction
{
    public static Task<int> RunAsync(LoadRequest request, CommandContext context, CancellationToken cancellationToken)
        => TableLoad.RunAsync(request.Write, context, async load =>
        {
            using InputFile file = await InputFile.OpenAsync(request.Path, cancellationToken);
            using Arena memory = BatchArena.Create(request.MaxBatchBytes);
            await using ResultSource results = await FileResults.OpenAsync(file, memory, new(request.Columns), request.MaxBatchBytes, cancellationToken);
            Schema schema = await results.NextAsync(cancellationToken) ?? throw InputErrors.NoRows(file.Stream.Name);
            var batches = BatchSource.Of(schema, OnlyResultAsync(results, file.Stream.Name, cancellationToken));
            (WriteResult result, TimeSpan elapsed) = await load.WriteAsync(batches, null, static () => { }, cancellationToken);
            return CopyReport.Of(request.Write, result, elapsed);
        });

    // A second result ends the write before it is committed, unless that is done batch by batch.
    private static async IAsyncEnumerable<ColumnBatch> OnlyResultAsync(ResultSource results, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ColumnBatch batch in results.ReadAsync(cancellationToken))
        {
            yield return batch;
        }

        if (await results.NextAsync(cancellationToken) is not null)
        {
            throw InputErrors.SeveralResults(file);
        }
    }
}
