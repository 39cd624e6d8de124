using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>The cells of the rows (DataRow messages, or CopyData of a binary COPY) that lie whole in the receive buffer. Columns are decoded from it one after the other, so that the
/// decoder is chosen per column and block and never per value.</summary>
internal sealed unsafe class RowBlock
{
    private const int HeaderBytes = 5;

    private readonly byte _message;
    private readonly int _columns;
    private readonly int _maxRows;
    private readonly CellPositions _positions;
    private readonly int* _cells;

    /// <param name="message">The type of the messages that hold rows.</param>
    /// <param name="columns">How many columns they have.</param>
    /// <param name="positions">Room for the positions of the cells.</param>
    public RowBlock(byte message, int columns, CellPositions positions)
    {
        (_message, _columns, _positions) = (message, columns, positions);
        _maxRows = CellPositions.Count / Math.Max(columns, 1);
        _cells = positions.First;
    }

    /// <summary>Rows in the block.</summary>
    public int Rows { get; private set; }

    /// <summary>Bytes that they take in the receive buffer.</summary>
    public int Bytes { get; private set; }

    /// <summary>Finds the cells of the rows that are here.</summary>
    /// <param name="input">The buffer; it starts at a message.</param>
    /// <param name="maxRows">How many rows may be taken, 1 or more.</param>
    /// <param name="maxBytes">How many bytes of columns the rows may fill; the row that may reach it is the last.</param>
    /// <param name="rowBytes">Bytes that each row fills besides its text, which is never more than the row's own.</param>
    public void Scan(ReceiveBuffer input, int maxRows, long maxBytes, long rowBytes)
    {
        byte* data = input.Data;
        int* cell = _cells;
        int at = input.Start;
        int end = input.End;
        int rows = 0;
        maxRows = Math.Min(maxRows, _maxRows);
        while (rows < maxRows && maxBytes > 0 && end - at >= HeaderBytes && data[at] == _message)
        {
            int length = ReadInt32(data + at + 1);
            if ((uint)length > (uint)(end - at - 1))
            {
                if (length < 0)
                {
                    throw PgErrors.Protocol("a row of a negative length");
                }

                break;
            }

            if (_message == Backend.CopyData && length == sizeof(int) + sizeof(ushort) && Unsafe.ReadUnaligned<ushort>(data + at + HeaderBytes) == CopyFrame.Trailer)
            {
                break;
            }

            int limit = at + 1 + length;
            maxBytes -= rowBytes + length;
            at = ScanRow(data, at + HeaderBytes, limit, cell);
            cell += _columns;
            rows++;
        }

        (Rows, Bytes) = (rows, at - input.Start);
    }

    /// <summary>Positions of the lengths of a column's cells, one every <see cref="Stride"/>; −1 is NULL, and the value follows its length.</summary>
    public int* Cells(int column) => _cells + column;

    public int Stride => _columns;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int ScanRow(byte* data, int at, int limit, int* cell)
    {
        int columns = _columns;
        if (limit - at < sizeof(short) || BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ushort>(data + at)) != columns)
        {
            throw PgErrors.Protocol("a row with another number of columns than it announced");
        }

        at += sizeof(short);
        for (int i = 0; i < columns; i++)
        {
            if (limit - at < sizeof(int))
            {
                throw PgErrors.Protocol("a row that ends within a column");
            }

            cell[i] = at;
            int length = ReadInt32(data + at);
            at += sizeof(int);
            if (length > 0)
            {
                if (length > limit - at)
                {
                    throw PgErrors.Protocol("a value that is longer than its row");
                }

                at += length;
            }
        }

        return at == limit ? at : throw PgErrors.Protocol("a row that is longer than its columns");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadInt32(byte* at) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<int>(at));
}
