using Npgsql;
using NpgsqlTypes;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>Columns into PostgreSQL, beside bytes that are ready and Npgsql's importer; the table takes them without write-ahead log.</summary>
internal static class WriteBenchmark
{
    private const string Target = "narrow_written";

    public static async Task RunAsync(int rounds)
    {
        ServerTable table = Tables.Narrow;
        await using BenchServer server = await BenchServer.StartAsync();
        await server.CreateAsync([table]);
        await server.ExecuteAsync($"drop table if exists {Target}; create unlogged table {Target} (like {table.Name})");
        Console.WriteLine(await server.DescribeAsync());

        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        await using Source source = engine.OpenSource(server.Target);
        var batches = new List<ColumnBatch>();
        await foreach (ColumnBatch batch in source.QueryAsync(table.Sql))
        {
            batches.Add(batch.Retain());
        }

        byte[] bytes = await EncodedAsync(server, table);
        using var host = new BenchHost();
        await using Session session = await engine.Plugins.FindByScheme("postgresql").Driver.OpenAsync(Source.ParseTarget(server.Target), host, CancellationToken.None)
            ?? throw new InvalidOperationException("The driver has no native session.");
        List<Contender> contenders =
        [
            new("Quarry, WriteAsync of batches", () => Emptied(server, () => session.WriteAsync(new() { Table = new() { Name = Target }, Schema = batches[0].Schema }, batches.ToAsyncEnumerable(), CancellationToken.None).AsTask())),
            new("Npgsql binary importer, Write", () => Emptied(server, () => Task.FromResult(Import(server.Npgsql, batches)))),
        ];
        if (LibPq.IsAvailable)
        {
            contenders.Add(new("libpq, COPY BINARY of ready bytes", () => Emptied(server, () => Task.FromResult(LibPq.Write(server.Target, Target, bytes, table.Rows)))));
        }

        await Comparison.RunAsync($"Columns → PostgreSQL, {table.Kinds.Length} columns, unlogged table", rounds, contenders);
        batches.ForEach(batch => batch.Dispose());
        await server.ExecuteAsync($"drop table {Target}");
    }

    // The time that TRUNCATE takes is in all ways alike: some milliseconds.
    private static async Task<long> Emptied(BenchServer server, Func<Task<long>> write)
    {
        await server.ExecuteAsync($"truncate {Target}");
        return await write();
    }

    private static async Task<byte[]> EncodedAsync(BenchServer server, ServerTable table)
    {
        string file = Path.GetTempFileName();
        try
        {
            await Psql.CopyAsync(server.Target, table.Sql, file);
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static long Import(NpgsqlDataSource source, List<ColumnBatch> batches)
    {
        using NpgsqlConnection connection = source.OpenConnection();
        using NpgsqlBinaryImporter importer = connection.BeginBinaryImport($"copy {Target} from stdin (format binary)");
        int first = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        foreach (ColumnBatch batch in batches)
        {
            ReadOnlySpan<long> id = batch[0].Values<long>();
            ReadOnlySpan<int> a = batch[1].Values<int>();
            ReadOnlySpan<int> b = batch[2].Values<int>();
            ReadOnlySpan<double> x = batch[3].Values<double>();
            ReadOnlySpan<float> y = batch[4].Values<float>();
            ReadOnlySpan<int> day = batch[5].Values<int>();
            for (int row = 0; row < batch.Rows; row++)
            {
                importer.StartRow();
                importer.Write(id[row], NpgsqlDbType.Bigint);
                importer.Write(a[row], NpgsqlDbType.Integer);
                importer.Write(b[row], NpgsqlDbType.Integer);
                importer.Write(x[row], NpgsqlDbType.Double);
                importer.Write(y[row], NpgsqlDbType.Real);
                importer.Write(DateOnly.FromDayNumber(first + day[row]), NpgsqlDbType.Date);
            }
        }

        return (long)importer.Complete();
    }
}
