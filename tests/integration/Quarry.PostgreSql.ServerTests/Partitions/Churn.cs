using System.Globalization;
using Quarry.Engine;

namespace Quarry.PostgreSql.ServerTests.Partitions;

/// <summary>Writers that update, insert and delete without a pause. Each transaction leaves the number of rows and the sum of their amounts as they were.</summary>
internal sealed class Churn : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Source _source;
    private readonly string _table;
    private readonly int _rows;
    private readonly int _count;
    private readonly Task[] _writers;
    private long _written;

    private Churn(Source source, string table, int rows, int writers)
    {
        (_source, _table, _rows, _count) = (source, table, rows, writers);
        _writers = [.. Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(writer)))];
    }

    /// <summary>Transactions committed so far.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>A table with so many rows, a tenth of them without a key, and the writers at work.</summary>
    public static async Task<Churn> StartAsync(Source source, string table, int rows, int writers)
    {
        await source.ExecuteAsync($"create table {table} (id int, k int, amount int, pad text)");
        await source.ExecuteAsync(string.Create(CultureInfo.InvariantCulture,
            $"insert into {table} select i, case when i % 10 = 0 then null else i * 7 end, 100, repeat('x', 100 + i % 200) from generate_series(1, {rows}) i"));
        return new(source, table, rows, writers);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_writers);
        _stop.Dispose();
    }

    private async Task WriteAsync(int writer)
    {
        var random = new Random(writer);
        while (!_stop.IsCancellationRequested)
        {
            int one = Own();
            int other = Own();
            await _source.RunInTransactionAsync(async (transaction, token) =>
            {
                foreach ((int id, int change) in ((int, int)[])[(one, 1), (other, -1)])
                {
                    await transaction.ExecuteAsync(
                        $"update {_table} set amount = amount + @change, k = case when k is null then id else null end, pad = repeat('y', 50 + @id % 300) where id = @id",
                        new { id, change }, token);
                }

                // The same row in another place.
                await transaction.ExecuteAsync(
                    $"with gone as (delete from {_table} where id = @one returning *) insert into {_table} select id, @k, amount, 'new' from gone", new { one, k = random.Next(1000) }, token);
            });
            Interlocked.Increment(ref _written);
        }

        // Each writer has rows of its own: an update that waited for a row which another then moved would change nothing.
        int Own() => 1 + writer + (_count * random.Next(_rows / _count));
    }
}
