using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>The row loop over one kind of source.</summary>
internal sealed unsafe class StatementLoop<TSource> : RowLoop
    where TSource : struct, IStatementSource<TSource>
{
    private const int RowsPerCall = 1024;

    private ColumnReader<TSource>[] _readers = [];

    public override void Attach(BatchBuilder batch, ReadOptions options) => _readers = ReaderFactory.Create<TSource>(batch, options);

    public override void AddTo(Stage stage, nint statement) => stage.Add(TSource.Of(statement));

    protected override int RunSome(nint statement, BatchBuilder batch, bool onRow)
    {
        ColumnReader<TSource>[] readers = _readers;
        TSource source = TSource.Of(statement);
        for (int rows = 0; rows < RowsPerCall; rows++)
        {
            if (!onRow && SqliteApi.Step(statement) is not SqliteConst.Row and int result)
            {
                return result;
            }

            onRow = false;
            foreach (ColumnReader<TSource> reader in readers)
            {
                reader.Read(source);
            }

            if (!batch.EndRow())
            {
                return Full;
            }
        }

        return SqliteConst.Row;
    }
}
