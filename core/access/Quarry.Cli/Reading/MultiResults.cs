using System.Runtime.CompilerServices;
using Quarry.Cli.Input;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Reading;

/// <summary>The results of a MULT message; its output parameters are one more, of a row with the columns out1, out2 and so on.</summary>
internal sealed class MultiResults : ResultSource
{
    // A message is decoded as a whole, so it is held as a whole.
    private const long MaxBytes = 1 << 30;

    private readonly MultiResult _message;
    private readonly ColumnSelection _columns;
    private readonly List<ColumnBatch> _results;
    private int _next;

    private MultiResults(MultiResult message, BatchMemory memory, ColumnSelection columns)
    {
        (_message, _columns) = (message, columns);
        _results = [.. message.Items.Select(item => item.Rows).OfType<ColumnBatch>()];
        if (message.Outputs.Count > 0)
        {
            _results.Add(OutputRow.Create(message.Outputs, memory));
        }
    }

    public override long RowsAffected => _message.Items.Where(item => item.Rows is null).Select(item => item.Count).DefaultIfEmpty(-1).Sum();

    /// <exception cref="QuarryException">It is damaged (User), or too large to hold (Resource).</exception>
    public static async Task<MultiResults> OpenAsync(
        InputStream input, BatchMemory memory, ColumnSelection columns, long maxBatchBytes, CancellationToken cancellationToken)
        => new(await ReadAsync(input, memory, maxBatchBytes, cancellationToken), memory, columns);

    /// <summary>The message itself.</summary>
    /// <exception cref="QuarryException">It is damaged (User), or too large to hold (Resource).</exception>
    public static async Task<MultiResult> ReadAsync(InputStream input, BatchMemory memory, long maxBatchBytes, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        byte[] part = new byte[64 << 10];
        while (await input.ReadAsync(part, cancellationToken) is > 0 and int read)
        {
            if (bytes.Length + read > MaxBytes)
            {
                throw InputErrors.TooLarge(input.Name, MaxBytes);
            }

            bytes.Write(part, 0, read);
        }

        return MultiResult.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), memory, MessageLimits.Of(maxBatchBytes));
    }

    public override ValueTask<Schema?> NextAsync(CancellationToken cancellationToken)
        => new(_next < _results.Count ? _columns.Of(_results[_next++].Schema) : null);

    public override async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using ColumnBatch wanted = _columns.Of(_results[_next - 1]);
        yield return wanted;
    }

    public override ValueTask DisposeAsync()
    {
        _results.ForEach(batch => batch.Dispose());
        _message.Dispose();
        return default;
    }
}
