using System.Data;
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

    /// <summary>All parts of a partitioned read, in no order: batches come from whichever part has one. Disposing the source disposes the read.</summary>
    /// <param name="read">The parts, which nobody else reads.</param>
    public static BatchSource Of(PartitionedRead read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return new Writing.PartitionedSource(read);
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

    /// <summary>The rows of a reader's current result, from where it stands.</summary>
    /// <remarks>
    /// A column's type follows from the reader's CLR type, and from its schema table: a decimal of known precision and scale is one, any other number of any scale
    /// is text marked numeric; times are in microseconds; a DateTime has no zone, unless the column's type name is that of a timestamp with time zone.
    /// <see cref="RowOptions.Types"/> says otherwise. A value that is not exactly one of its column's type is an error with row and column. A
    /// <see cref="System.Data.Common.DbDataReader"/> is read asynchronously, any other blocks the thread that writes.
    /// </remarks>
    /// <param name="reader">The reader. It is the caller's: disposing the source does not close it.</param>
    /// <param name="memory">Lends the memory of one batch at a time.</param>
    /// <param name="options">Types and the size of batches.</param>
    /// <exception cref="QuarryException">A column has a type without a logical type, or the options name a column that is not there (User).</exception>
    public static BatchSource Of(IDataReader reader, BatchMemory memory, RowOptions options)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(options);
        return Writing.ReaderRows.Create(reader, memory, options);
    }

    /// <summary>Objects, whose public readable properties are the columns, in the order of their declaration.</summary>
    /// <remarks>
    /// A column's type follows from the property's: decimal and BigInteger are text marked numeric, Int128 and UInt128 decimals, times in microseconds, a DateTime has no
    /// zone, an enum is its integer, an array or other sequence a list. <see cref="RowOptions.Types"/> says otherwise. A value that is not exactly one of its
    /// column's type is an error with row and column.
    /// </remarks>
    /// <typeparam name="T">The type whose properties are read.</typeparam>
    /// <param name="rows">The rows; enumerated once, on the thread that writes.</param>
    /// <param name="memory">Lends the memory of one batch at a time.</param>
    /// <param name="options">Types and the size of batches.</param>
    /// <exception cref="QuarryException">A property has a type without a logical type, there is none, or the options name one that is not there (User).</exception>
    public static BatchSource Of<T>(IEnumerable<T> rows, BatchMemory memory, RowOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(options);
        return Writing.ObjectRows<T>.Create(rows, memory, options);
    }

    /// <summary>A RowBuffer stream of version 2, or messages of version 1 (or the original's version 2) that all have the same columns; the first bytes tell which.</summary>
    /// <remarks>All checksums are verified. Reading fails with a <see cref="Columnar.RowBufferFormatException"/> where the bytes are damaged or end too early.</remarks>
    /// <param name="stream">A readable stream at the start of the RowBuffer. It stays open; where it stands after that is undefined.</param>
    /// <param name="memory">Lends the memory of one batch at a time.</param>
    /// <param name="maxBatchBytes">How many bytes a batch, or a message of version 1, may take once it is decoded; of a message at most 1 GiB.</param>
    public static BatchSource OfRowBuffer(Stream stream, BatchMemory memory, long maxBatchBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatchBytes, 1);
        return new Writing.RowBufferSource(stream, memory, maxBatchBytes);
    }
}
