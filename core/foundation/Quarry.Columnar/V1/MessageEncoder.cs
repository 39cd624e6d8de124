using System.Globalization;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.V1;

/// <summary>Turns rows of a batch into one message, as many as the limits allow.</summary>
internal sealed class MessageEncoder : IDisposable
{
    private readonly Schema _schema;
    private readonly RowBufferV1Limits _limits;
    private readonly CellWriter[] _cells;
    private readonly ByteWriter _message = new();

    public MessageEncoder(Schema schema, RowBufferV1Limits limits)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(limits);
        limits.Validate(nameof(limits));
        if (schema.Columns.Count > limits.Columns)
        {
            throw FormatErrors.TooLarge(string.Create(CultureInfo.InvariantCulture, $"A schema of {schema.Columns.Count} columns"),
                string.Create(CultureInfo.InvariantCulture, $"the {limits.Columns} columns that a RowBuffer v1 message may have"), "Write fewer columns, or write RowBuffer v2.");
        }

        (_schema, _limits) = (schema, limits);
        _cells = [.. schema.Columns.Select(column => (Code: WireTypes.Of(column), Cells: CellWriter.For(column)).Cells)];
    }

    /// <summary>The message that was encoded last.</summary>
    public ByteWriter Message => _message;

    /// <summary>Encodes rows from one on.</summary>
    /// <returns>How many rows the message holds: at least one, if there is one left.</returns>
    public int Encode(ColumnBatch batch, int from)
    {
        _message.Clear();
        _message.Append(V1Header.Length);
        foreach (ColumnSchema column in _schema.Columns)
        {
            int at = _message.Length;
            _message.AppendUInt16((ushort)WireTypes.Of(column));
            _message.AppendUInt16(0);
            int start = _message.Length;
            _message.AppendRawText(column.Name);
            int length = _message.Length - start;
            if (length > ushort.MaxValue)
            {
                throw FormatErrors.TooLarge("A column's name", "65 535 bytes", "Give it a shorter one.");
            }

            System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(_message.Written(at + 2, 2), (ushort)length);
        }

        int most = Math.Min(batch.Rows - from, _limits.RowsPerMessage(_cells.Length));
        int rows = 0;
        for (; rows < most; rows++)
        {
            int before = _message.Length;
            WriteRow(batch, from + rows);
            if (_message.Length - V1Header.Length > _limits.Bytes)
            {
                if (rows == 0)
                {
                    throw FormatErrors.TooLarge(string.Create(CultureInfo.InvariantCulture, $"Row {from + 1} of the batch"),
                        string.Create(CultureInfo.InvariantCulture, $"the {_limits.Bytes} bytes that a RowBuffer v1 message may have"), "Write fewer columns, or write RowBuffer v2.");
                }

                _message.Truncate(before);
                break;
            }
        }

        V1Header.Write(_message.Written(0, V1Header.Length), _cells.Length, rows, _message.Length - V1Header.Length);
        return rows;
    }

    public void Dispose() => _message.Dispose();

    private void WriteRow(ColumnBatch batch, int row)
    {
        for (int i = 0; i < _cells.Length; i++)
        {
            ColumnVector column = batch.Columns[i];
            bool isNull = column.IsNull(row);
            _message.AppendByte(isNull ? (byte)1 : (byte)0);
            if (!isNull)
            {
                int before = _message.Length;
                WriteCell(i, column, row);
                if (_message.Length - before - sizeof(uint) > _limits.CellBytes)
                {
                    throw FormatErrors.TooLarge(string.Create(CultureInfo.InvariantCulture, $"Row {row + 1} of the batch, column \"{column.Column.Name}\""),
                        string.Create(CultureInfo.InvariantCulture, $"the {_limits.CellBytes} bytes that a cell of RowBuffer v1 may have"), "Leave the column out, or write RowBuffer v2.");
                }
            }
        }
    }

    private void WriteCell(int index, ColumnVector column, int row)
    {
        try
        {
            _cells[index].Write(column, row, _message);
        }
        catch (QuarryException error)
        {
            // The value knows what is wrong with it, but not where it stands.
            throw FormatErrors.NoText(error, column.Column.Name, row);
        }
    }
}
