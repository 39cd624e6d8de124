using Apache.Arrow;
using Quarry.Arrow.Export;
using Quarry.Arrow.Import;
using Quarry.Arrow.Mapping;
using Quarry.Contracts;
using ArrowSchema = Apache.Arrow.Schema;
using Schema = Quarry.Contracts.Schema;

namespace Quarry.Arrow;

/// <summary>Batches and schemas as Apache Arrow's, and back.</summary>
/// <remarks>
/// Extension types are their storage types with Arrow's metadata keys: <c>arrow.uuid</c>, <c>arrow.json</c>, <c>arrow.timestamp_with_offset</c>,
/// <c>quarry.xml</c> and <c>quarry.numeric_text</c> (both on utf8). A column's native type stands under <c>quarry.native_type</c>; its other metadata, its
/// nullability and its name (which may be empty or that of another column) are the field's.
/// </remarks>
public static class ArrowBatches
{
    /// <summary>A schema as Arrow's.</summary>
    /// <param name="schema">The schema.</param>
    public static ArrowSchema ToArrow(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new(schema.Columns.Select(FieldExport.ToField), null);
    }

    /// <summary>A batch as a record batch over the same memory; nothing is copied, and a buffer that is still to be decoded is so when somebody first reads it.</summary>
    /// <param name="batch">The batch, which stays the caller's.</param>
    /// <returns>A record batch that holds a reference to the memory until it is disposed, which its caller does. Its arrays, and slices of them,
    /// end with it: after that they throw <see cref="ObjectDisposedException"/> or read garbage, but never fault.</returns>
    /// <exception cref="ObjectDisposedException">The batch is no longer valid.</exception>
    public static RecordBatch ToArrow(ColumnBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return BatchExport.ToRecordBatch(batch, ToArrow(batch.Schema));
    }

    /// <summary>An Arrow schema as one of columns. Metadata of the whole schema has no place here and is left.</summary>
    /// <param name="schema">The schema.</param>
    /// <exception cref="ArrowFormatException">A field's type has no home here: a struct, a map, a union, a list of lists. The message says what to do.</exception>
    public static Schema FromArrow(ArrowSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new([.. schema.FieldsList.Select(field => FieldImport.ToColumn(field, ArrowErrors.NoOffset))]);
    }

    /// <summary>A record batch as a batch over the same memory, after a check of all that it refers to.</summary>
    /// <remarks>
    /// Copied is only what columns do not have in that form: bits of a slice that starts within a byte, values that are not aligned to their
    /// width, the offsets of a slice of lists, columns of values or text with something in the slots of NULLs (a NULL list keeps its elements), large and view text, dictionaries and runs (decoded), float16, date64, time32,
    /// decimal32, decimal64, durations and intervals of other units, fixed-size and large lists, and null arrays (NULL text).
    /// A timestamp's zone other than UTC stands in the column's metadata under <c>quarry.timezone</c>.
    /// </remarks>
    /// <param name="batch">The record batch, which the result takes over: it is disposed with the last reference to the result's memory. If this
    /// throws, it stays the caller's.</param>
    /// <param name="memory">Lends the memory of what is copied.</param>
    /// <exception cref="ArrowFormatException">A type has no home here, a value has no exact equal in its home, or the arrays are damaged.</exception>
    public static ColumnBatch FromArrow(RecordBatch batch, BatchMemory memory)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(memory);
        Schema schema = FromArrow(batch.Schema);
        DictionaryImports dictionaries = new(keeps: false);
        try
        {
            ByteBudget budget = new(long.MaxValue, ArrowErrors.NoOffset);
            return BatchImport.ToColumnBatch(batch, batch, schema, [.. Enumerable.Range(0, schema.Columns.Count)], memory, budget, dictionaries);
        }
        finally
        {
            dictionaries.ReleaseAll();
        }
    }
}
