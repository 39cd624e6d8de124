using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.V1;

/// <summary>Turns the payload of one message into a batch.</summary>
internal sealed class MessageDecoder(BatchMemory memory, RowBufferV1Limits limits)
{
    // Type and length of the name.
    private const int SmallestColumn = 4;

    /// <summary>Decodes.</summary>
    /// <param name="header">The message's header, within the limits.</param>
    /// <param name="payload">The bytes after it.</param>
    /// <param name="at">Where they start in the stream.</param>
    public ColumnBatch Decode(in V1Header header, ReadOnlySpan<byte> payload, long at)
    {
        // Every cell takes a byte at least, so memory is bounded by what was received.
        if (header.Version == 1 && (long)header.Columns * (header.Rows + SmallestColumn) > payload.Length)
        {
            throw FormatErrors.Corrupt(at, "a message has more cells than its bytes can hold");
        }

        var reader = new ByteReader(payload, at);
        ColumnBatch batch = header.Version == 1 ? DecodeRows(ref reader, header) : new ColumnarDecoder(memory, limits).Decode(ref reader, header);
        try
        {
            reader.End("a message");
            return batch;
        }
        catch
        {
            batch.Dispose();
            throw;
        }
    }

    public static ColumnSchema Column(ushort code, string name) => new() { Name = name, Type = WireTypes.ToLogical(code), NativeType = WireTypes.NameOf(code) };

    private ColumnBatch DecodeRows(ref ByteReader reader, in V1Header header)
    {
        var columns = new ColumnSchema[header.Columns];
        for (int i = 0; i < columns.Length; i++)
        {
            ushort code = reader.UInt16("a column");
            columns[i] = Column(code, reader.Utf8(reader.UInt16("a column"), "a column's name"));
        }

        using BatchBuilder builder = RowBufferV1Limits.Builder(columns, memory, limits.BatchBytes);
        CellReader[] cells = [.. builder.Columns.Select(CellReader.For)];
        if (cells.Length == 0)
        {
            // A header alone may claim any number of such rows.
            builder.EndRows(header.Rows);
            return builder.Build();
        }

        for (int row = 0; row < header.Rows; row++)
        {
            foreach (CellReader cell in cells)
            {
                cell.Read(ref reader, withLength: true, limits);
            }

            if (!builder.EndRow())
            {
                throw limits.TooManyBytes(reader.Offset, row);
            }
        }

        return builder.Build();
    }
}
