using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>Batches to write, one after the other, and their columns. Read once, by one caller; whoever made it disposes it.</summary>
/// <remarks>A batch is the source's: valid until the next is asked for.</remarks>
public abstract class BatchSource : IAsyncDisposable
{
    /// <summary>The columns of all batches. The first call may begin to read.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract ValueTask<Schema> GetSchemaAsync(CancellationToken cancellationToken);

    /// <summary>The batches.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract IAsyncEnumerable<ColumnBatch> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Gives up what the source holds.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return default;
    }

    /// <summary>The current result of a query. Disposing the source disposes the stream.</summary>
    /// <param name="stream">The stream, which nobody else reads.</param>
    public static BatchSource Of(BatchStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new Writing.StreamSource(stream);
    }

    /// <summary>Batches from anywhere.</summary>
    /// <param name="schema">Their columns.</param>
    /// <param name="batches">The batches; each is valid until the next.</param>
    public static BatchSource Of(Schema schema, IAsyncEnumerable<ColumnBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(batches);
        return new Writing.GivenSource(schema, batches);
    }
}
