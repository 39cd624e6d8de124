using Quarry.Benchmarks.Sqlite;
using Quarry.Contracts;

namespace Quarry.Benchmarks.RowBuffers;

/// <summary>Batches that are loaded once and encoded many times.</summary>
internal sealed class Table(string name, Schema schema, IReadOnlyList<ColumnBatch> batches) : IDisposable
{
    public string Name => name;

    public Schema Schema => schema;

    public IReadOnlyList<ColumnBatch> Batches => batches;

    public long Rows { get; } = batches.Sum(batch => (long)batch.Rows);

    /// <summary>Bytes of the buffers as they lie in memory, without unused room: what any format starts from.</summary>
    public long RawBytes { get; } = batches.Sum(batch => batch.Columns.Sum(Buffers));

    /// <summary>lineitem through the SQLite plugin, whose file is made once.</summary>
    public static async Task<Table> LineItemAsync(string folder, long rows)
    {
        string file = LineItem.Create(folder);
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        List<ColumnBatch> batches = [];
        await foreach (ColumnBatch batch in engine.OpenSource("sqlite://" + file).QueryAsync($"select * from lineitem limit {rows}"))
        {
            batches.Add(batch.Retain());
        }

        return new("lineitem", batches[0].Schema, batches);
    }

    public void Dispose()
    {
        foreach (ColumnBatch batch in batches)
        {
            batch.Dispose();
        }
    }

    private static long Buffers(ColumnVector column)
        => column.Validity.Length + column.Data.Length + (column.Type.Layout == ColumnLayout.Variable ? column.Offsets.Length * sizeof(int) : 0);
}
