using Npgsql;
using NpgsqlTypes;
using Quarry.Benchmarks.PostgreSql;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Benchmarks.Engine;

/// <summary>A thousand inserts, all or none, as a batch, beside NpgsqlBatch.</summary>
internal static class InsertBatch
{
    private const int Rows = 1000;

    public static async Task RunAsync(int rounds)
    {
        await using BenchServer server = await BenchServer.StartAsync();
        await server.ExecuteAsync("create table if not exists batch_rows (id int, name text, amount float8)");
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        await using Source source = engine.OpenSource(server.Target);
        await using NpgsqlDataSource npgsql = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(BenchServer.ConnectionString(server.Target)) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 1 });
        Console.WriteLine(await server.DescribeAsync());
        await Comparison.RunAsync("1 000 inserts in a batch", rounds,
        [
            new("NpgsqlBatch, prepared, in a transaction", () => NpgsqlAsync(npgsql)),
            new("Quarry, ExecuteBatchAsync, atomic", () => QuarryAsync(source)),
        ]);
    }

    private static async Task<long> QuarryAsync(Source source)
    {
        BatchOutcome outcome = await source.ExecuteBatchAsync(
            BatchCommand.Repeat("insert into batch_rows values (@id, @name, @amount)", Enumerable.Range(0, Rows).Select(i => (object)new { id = i, name = "a name", amount = i * 1.5 })),
            BatchMode.Atomic, QueryOptions.Default, default);
        return outcome.ThrowIfFailed().Results.Sum(result => result.RowsAffected);
    }

    private static async Task<long> NpgsqlAsync(NpgsqlDataSource source)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using var batch = new NpgsqlBatch(connection, transaction);
        for (int i = 0; i < Rows; i++)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into batch_rows values ($1, $2, $3)")
            {
                Parameters =
                {
                    new NpgsqlParameter<int> { TypedValue = i, NpgsqlDbType = NpgsqlDbType.Integer },
                    new NpgsqlParameter<string> { TypedValue = "a name", NpgsqlDbType = NpgsqlDbType.Text },
                    new NpgsqlParameter<double> { TypedValue = i * 1.5, NpgsqlDbType = NpgsqlDbType.Double },
                },
            });
        }

        long rows = await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return rows;
    }
}
