using System.Runtime.CompilerServices;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Reading;

/// <summary>The result of a RowBuffer v2, of which only the wanted columns are read.</summary>
internal sealed class RowBufferResults : ResultSource
{
    private readonly RowBufferReader _reader;
    private bool _taken;

    private RowBufferResults(RowBufferReader reader) => _reader = reader;

    /// <exception cref="QuarryException">It is damaged, or has no column of a name (User).</exception>
    public static async Task<RowBufferResults> OpenAsync(
        Stream input, BatchMemory memory, ColumnSelection columns, long maxBatchBytes, CancellationToken cancellationToken)
    {
        var options = new RowBufferReaderOptions { Columns = columns.Names, MaxBatchBytes = maxBatchBytes, Validation = RowBufferValidation.Full, LeaveOpen = true };
        try
        {
            return new(await RowBufferReader.OpenAsync(input, memory, options, cancellationToken));
        }
        catch (ArgumentException e) when (columns.Names is not null)
        {
            // The only argument that a user chooses; the name of the library's parameter is not the user's.
            throw ColumnSelection.Missing(e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal));
        }
    }

    public override ValueTask<Schema?> NextAsync(CancellationToken cancellationToken)
    {
        Schema? schema = _taken ? null : _reader.Schema;
        _taken = true;
        return new(schema);
    }

    public override async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await ReadBatchAsync(cancellationToken) is { } batch)
        {
            using (batch)
            {
                yield return batch;
            }
        }
    }

    public override ValueTask DisposeAsync() => _reader.DisposeAsync();

    private async ValueTask<ColumnBatch?> ReadBatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAsync(cancellationToken);
        }
        catch (QuarryException e) when (WriterError.Is(e))
        {
            throw WriterError.Describe(e);
        }
    }
}
