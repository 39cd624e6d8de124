using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Sessions;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Turns the rows of one result into batches.</summary>
internal sealed unsafe class RowDecoder : IDisposable
{
    private readonly BatchBuilder _batch;
    private readonly ColumnDecoder[] _decoders;
    private readonly RowBlock _block;
    private readonly int _maxRows;

    public RowDecoder(ResultShape shape, BatchMemory memory, BatchLimits limits)
    {
        _batch = new(shape.Schema, memory, limits);
        _decoders = new ColumnDecoder[shape.Types.Length];
        for (int i = 0; i < _decoders.Length; i++)
        {
            _decoders[i] = DecoderFactory.Create(shape.Types[i].Oid, _batch.Columns[i], new(_batch.Columns[i], _batch));
        }

        _block = new(shape.Types.Length);
        _maxRows = limits.Rows;
    }

    /// <summary>Rows that wait for <see cref="Build"/>.</summary>
    public int Rows => _batch.Rows;

    /// <summary>Decodes the rows that are whole in the buffer, which starts at one.</summary>
    /// <returns>False if the batch is full.</returns>
    public bool Decode(ReceiveBuffer input)
    {
        _block.Scan(input, _maxRows - _batch.Rows);
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

    public void Dispose()
    {
        _batch.Dispose();
        _block.Dispose();
    }
}
