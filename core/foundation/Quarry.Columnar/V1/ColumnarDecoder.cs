using System.Globalization;
using Quarry.Columnar.Codecs;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.V1;

/// <summary>Reads the columns of a message of the original's v2, which Quarry never writes.</summary>
internal sealed class ColumnarDecoder(BatchMemory memory, RowBufferV1Limits limits)
{
    private const int SmallestColumn = 9;

    private long _bytes;

    public ColumnBatch Decode(ref ByteReader reader, in V1Header header)
    {
        if (header.Columns > reader.Left / SmallestColumn)
        {
            throw FormatErrors.Corrupt(reader.Offset, "a message has more columns than its bytes can hold");
        }

        var columns = new List<ColumnData>(header.Columns);
        try
        {
            long decompressed = 0;
            for (int i = 0; i < header.Columns; i++)
            {
                columns.Add(DecodeColumn(ref reader, header.Rows, ref decompressed));
            }

            return new(new([.. columns.Select(column => column.Column)]), header.Rows, columns);
        }
        catch
        {
            foreach (ColumnData column in columns)
            {
                column.Validity?.Release();
                column.Offsets?.Release();
                column.Values?.Release();
            }

            throw;
        }
    }

    private ColumnData DecodeColumn(ref ByteReader reader, int rows, ref long decompressed)
    {
        ushort code = reader.UInt16("a column");
        ColumnSchema column = MessageDecoder.Column(code, reader.Utf8(reader.UInt16("a column"), "a column's name"));
        long at = reader.Offset;
        byte compressed = reader.Byte("a column");
        byte algorithm = compressed == 1 ? reader.Byte("a column") : (byte)0;
        if (compressed > 1 || algorithm > 2 || (compressed == 1 && algorithm == 0))
        {
            throw FormatErrors.Unsupported(at, string.Create(CultureInfo.InvariantCulture, $"the compression {compressed} with algorithm {algorithm}"));
        }

        ReadOnlySpan<byte> data = reader.Bytes(reader.UInt32("a column"), "a column's data");
        if (compressed == 0)
        {
            return DecodeCells(column, new(data, reader.Offset - data.Length), rows);
        }

        using var raw = new ByteWriter();
        int most = (int)(limits.Bytes - decompressed);
        bool whole = algorithm == 1 ? ZstdFrame.TryDecompress(data, raw, most) : Lz4Frame.TryDecompress(data, raw, most);
        if (!whole)
        {
            throw FormatErrors.Corrupt(at, $"the data of column \"{column.Name}\" are not one compressed frame of at most {most} bytes");
        }

        decompressed += raw.Length;
        return DecodeCells(column, new(raw.Span, at, moves: false), rows);
    }

    private ColumnData DecodeCells(ColumnSchema column, ByteReader reader, int rows)
    {
        if (rows > reader.Left)
        {
            throw FormatErrors.Corrupt(reader.Offset, $"column \"{column.Name}\" has more rows than its bytes can hold");
        }

        using BatchBuilder builder = RowBufferV1Limits.Builder([column], memory, limits.BatchBytes - _bytes);
        var cells = CellReader.For(builder.Columns[0]);
        for (int row = 0; row < rows; row++)
        {
            cells.Read(ref reader, withLength: false, limits);
            if (!builder.EndRow())
            {
                throw limits.TooManyBytes(reader.Offset, row);
            }
        }

        reader.End($"column \"{column.Name}\"");
        using ColumnBatch batch = builder.Build();
        _bytes += batch.Bytes;
        return Take(batch[0], column);
    }

    // The blocks outlive the batch of one column that they were built in.
    private static ColumnData Take(ColumnVector vector, ColumnSchema column)
    {
        ColumnData data = new()
        {
            Column = column,
            Length = vector.Length,
            NullCount = vector.NullCount,
            Validity = vector.Block(ColumnBuffer.Validity),
            Offsets = vector.Block(ColumnBuffer.Offsets),
            Values = vector.Block(ColumnBuffer.Data),
        };
        data.Validity?.Retain();
        data.Offsets?.Retain();
        data.Values?.Retain();
        return data;
    }
}
