using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>The batches of a source on their way to a driver: checked, counted, and with their own failure kept apart from the driver's.</summary>
/// <param name="source">The source.</param>
/// <param name="schema">Its columns.</param>
/// <param name="written">Told the rows after each batch that was taken.</param>
internal sealed class SourceBatches(BatchSource source, Schema schema, Action<long> written)
{
    /// <summary>Rows that were handed out and taken.</summary>
    public long Rows { get; private set; }

    /// <summary>True when the last batch was taken: a driver that commits by itself may have done so.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>What the source failed with. A driver may have put something else in its place.</summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    public async IAsyncEnumerable<ColumnBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<ColumnBatch> batches = source.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (batches.ConfigureAwait(false))
        {
            while (await MoveNextAsync(batches).ConfigureAwait(false))
            {
                ColumnBatch batch = batches.Current;
                int rows = batch.Rows;
                yield return batch;
                Count(rows);
            }
        }

        IsEnded = true;
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ColumnBatch> batches)
    {
        try
        {
            if (!await batches.MoveNextAsync().ConfigureAwait(false))
            {
                return false;
            }

            Schema found = batches.Current.Schema;
            return found == schema || IsSame(found) ? true : throw WriteErrors.OtherColumns(Rows + 1, schema, found);
        }
        catch (Exception error)
        {
            Failure = ExceptionDispatchInfo.Capture(error);
            throw;
        }
    }

    private void Count(int rows)
    {
        try
        {
            Rows += rows;
            written(Rows);
        }
        catch (Exception error)
        {
            Failure = ExceptionDispatchInfo.Capture(error);
            throw;
        }
    }

    private bool IsSame(Schema found) => found.Columns.Count == schema.Columns.Count
        && found.Columns.Zip(schema.Columns).All(static pair => pair.First.Name == pair.Second.Name && pair.First.Type.Equals(pair.Second.Type));
}
