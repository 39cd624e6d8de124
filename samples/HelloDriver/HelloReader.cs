using Quarry.Contracts;

namespace Hello;

internal sealed class HelloReader : ResultReader
{
    private readonly BatchBuilder _batch;
    private readonly string _name;
    private int _rows;

    public HelloReader(TypeMap types, BatchMemory memory, QueryPlan plan, string name)
    {
        Schema = new([Column("number", "NUMBER"), Column("greeting", "TEXT")]);
        _batch = new(Schema, memory, plan.Batch);
        _name = name;

        ColumnSchema Column(string column, string native)
            => new() { Name = column, NativeType = native, Type = types.Map(new() { Name = column, TypeName = native }, plan.Read) };
    }

    public override Schema Schema { get; }

    public override long RowsAffected => -1;

    public override ValueTask<ColumnBatch?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_rows == 3)
        {
            return new((ColumnBatch?)null);
        }

        var numbers = (FixedColumnBuilder<long>)_batch.Columns[0];
        var greetings = (VariableColumnBuilder)_batch.Columns[1];
        do
        {
            numbers.Append(++_rows);
            greetings.AppendUtf16($"hello, {_name}");
        }
        while (_batch.EndRow() && _rows < 3);
        return new(_batch.Build());
    }

    public override ValueTask DisposeAsync()
    {
        _batch.Dispose();
        return default;
    }
}
