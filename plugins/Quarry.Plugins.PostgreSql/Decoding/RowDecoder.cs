using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Sessions;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Turns the rows of one result into batches.</summary>
internal sealed unsafe class RowDecoder : IDisposable
{
    private const int ShortRows = 1024;

    private readonly BatchBuilder _batch;
    private readonly ColumnDecoder[] _decoders;
    private readonly RowBlock _block;
    private readonly BatchLimits _limits;
    private bool _awaitsHeader;

    /// <param name="shape">The columns.</param>
    /// <param name="rowMessage">The type of the messages that hold rows: DataRow, or CopyData of a binary COPY.</param>
    /// <param name="memory">Memory for batches.</param>
    /// <param name="limits">When a batch is full.</param>
    /// <param name="positions">Room for the positions of cells, which nobody else uses meanwhile.</param>
    public RowDecoder(ResultShape shape, byte rowMessage, BatchMemory memory, BatchLimits limits, CellPositions positions)
    {
        _awaitsHeader = rowMessage == Backend.CopyData;
        _batch = new(shape.Schema, memory, limits);
        _decoders = new ColumnDecoder[shape.Types.Length];
        for (int i = 0; i < _decoders.Length; i++)
        {
            _decoders[i] = DecoderFactory.Create(shape.Types[i].Oid, _batch.Columns[i], new(_batch.Columns[i], _batch));
        }

        _block = new(rowMessage, shape.Types.Length, positions);
        _limits = limits;
    }

    /// <summary>Rows that wait for <see cref="Build"/>.</summary>
    public int Rows => _batch.Rows;

    /// <summary>True if the result, which has ended, was short: a next one of the same statement can be decoded without much memory that was meant for a long one.</summary>
    public bool MayDecodeNext => _batch.RowsBefore <= ShortRows;

    /// <summary>The limits that the batches keep.</summary>
    public BatchLimits Limits => _limits;

    /// <summary>Goes on with another result of the same columns.</summary>
    public void Restart() => _batch.Restart();

    /// <summary>Decodes the rows that are whole in the buffer, which starts at one.</summary>
    /// <returns>False if the batch is full.</returns>
    public bool Decode(ReceiveBuffer input)
    {
        if (_awaitsHeader)
        {
            _awaitsHeader = false;
            CopyFrame.TakeHeader(input);
        }

        _block.Scan(input, _limits.Rows - _batch.Rows, _limits.Bytes - _batch.Bytes, _batch.FixedRowBytes);
        if (_block.Rows == 0)
        {
            // The trailer of a COPY.
            input.Consume(input.MessageLength());
            return true;
        }

        for (int i = 0; i < _decoders.Length; i++)
        {
            _decoders[i].Decode(input.Data, _block.Cells(i), _block.Stride, _block.Rows);
        }

        bool hasRoom = _batch.EndRows(_block.Rows);
        input.Consume(_block.Bytes);
        return hasRoom;
    }

    /// <summary>The rows so far as a batch.</summary>
    public ColumnBatch Build() => _batch.Build();

    public void Dispose() => _batch.Dispose();
}
