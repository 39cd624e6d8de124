using Quarry.Contracts;

namespace Quarry.Engine.Tests.Fakes;

internal sealed class FakeReader(FakeSession session, FakeResult[] results) : ResultReader
{
    private static readonly Schema s_schema = new([new() { Name = "n", Type = LogicalType.Int64 }]);

    private BatchBuilder? _builder;
    private int _result;
    private int _batch;

    public override Schema? Schema
    {
        get
        {
            results[_result].OnSchema();
            return results[_result] is { HasColumns: true } result ? result.Table?.Schema ?? s_schema : null;
        }
    }

    public override long RowsAffected => results[_result].RowsAffected;

    public override async ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        using FakeSession.Call call = session.Enter();
        FakeResult result = results[_result];
        int batch = _batch++;
        await result.OnRead(batch, cancellationToken);
        if (batch >= result.Batches)
        {
            return null;
        }

        if (result.Table is { } table)
        {
            _builder?.Dispose();
            _builder = new(table.Schema, session.Memory, BatchLimits.Default);
            table.WriteTo(_builder);
            return _builder.Build();
        }

        _builder ??= new(s_schema, session.Memory, BatchLimits.Default);
        var column = (FixedColumnBuilder<long>)_builder.Columns[0];
        for (int row = 0; row < result.Rows; row++)
        {
            column.Append(batch * result.Rows + row);
            _builder.EndRow();
        }

        session.BatchesRead++;
        return _builder.Build();
    }

    public override ValueTask<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        using FakeSession.Call call = session.Enter();
        cancellationToken.ThrowIfCancellationRequested();
        _batch = 0;
        return new(++_result < results.Length);
    }

    public override async ValueTask DisposeAsync()
    {
        using FakeSession.Call call = session.Enter();
        await session.Driver.OnReaderDispose();
        _builder?.Dispose();
        session.ReadersOpen--;
    }
}
