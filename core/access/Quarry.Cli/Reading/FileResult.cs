using System.Runtime.CompilerServices;
using Quarry.Contracts;

namespace Quarry.Cli.Reading;

/// <summary>The one result of a file.</summary>
/// <param name="reader">Disposed at the end.</param>
/// <param name="schema">The columns that are read.</param>
/// <param name="read">Reads the next batch, which becomes this object's; null after the last.</param>
internal sealed class FileResult(IAsyncDisposable reader, Schema schema, Func<CancellationToken, ValueTask<ColumnBatch?>> read) : ResultSource
{
    private bool _taken;

    public override ValueTask<Schema?> NextAsync(CancellationToken cancellationToken)
    {
        Schema? next = _taken ? null : schema;
        _taken = true;
        return new(next);
    }

    public override async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await read(cancellationToken) is { } batch)
        {
            using (batch)
            {
                yield return batch;
            }
        }
    }

    public override ValueTask DisposeAsync() => reader.DisposeAsync();
}
