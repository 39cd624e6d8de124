using System.Data;
using System.Data.Common;
using Quarry.Contracts;
using Quarry.Engine.Parameters;

namespace Quarry.Engine.Writing;

/// <summary>The rows of an ADO.NET reader.</summary>
internal sealed class ReaderRows : RowSource
{
    private readonly IDataReader _reader;

    private ReaderRows(IDataReader reader, BatchMemory memory, RowOptions options)
        : base(RowSchema.Create(ReaderTypes.Of(reader), options), memory, options.Limits) => _reader = reader;

    public static ReaderRows Create(IDataReader reader, BatchMemory memory, RowOptions options) => new(reader, memory, options);

    protected override ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
        => _reader is DbDataReader asynchronous ? new(asynchronous.ReadAsync(cancellationToken)) : new(_reader.Read());

    protected override object? Read(int column, ValueLabel label)
    {
        try
        {
            return _reader.IsDBNull(column) ? null : _reader.GetValue(column);
        }
        catch (Exception error) when (error is OverflowException or InvalidCastException or FormatException)
        {
            throw RowErrors.Unreadable(label, error);
        }
    }
}
