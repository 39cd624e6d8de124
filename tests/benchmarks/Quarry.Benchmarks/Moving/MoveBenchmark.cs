using Npgsql;
using NpgsqlTypes;
using Quarry.Benchmarks.PostgreSql;
using Quarry.Benchmarks.Sqlite;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Benchmarks.Moving;

/// <summary>lineitem into PostgreSQL and SQLite by the engine's write, beside Npgsql's importer, psql and a C loop; and from one database into the other.</summary>
internal static class MoveBenchmark
{
    private const string Target = "lineitem_written";
    private const string Kinds = "liiiddddttaaattt";

    public static async Task RunAsync(int rounds, string folder, string library)
    {
        string origin = LineItem.Create(folder);
        string file = Path.Combine(folder, "written.sqlite");
        string bytes = Path.Combine(folder, "lineitem.bin");
        await using BenchServer server = await BenchServer.StartAsync();
        await server.CreateAsync([Tables.LineItem]);
        await server.ExecuteAsync($"drop table if exists {Target}; create unlogged table {Target} (like lineitem)");
        await Psql.CopyAsync(server.Target, Tables.LineItem.Sql, bytes);
        Console.WriteLine(await server.DescribeAsync());

        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        await using Source postgres = engine.OpenSource(server.Target);
        await using Source sqlite = engine.OpenSource("sqlite://" + origin);
        await using Source written = engine.OpenSource("sqlite://" + file + "?mode=rwc");
        string ddl = await DdlAsync(origin);
        var batches = new List<ColumnBatch>();
        await foreach (ColumnBatch batch in postgres.QueryAsync(Tables.LineItem.Sql))
        {
            batches.Add(batch.Retain());
        }

        await Comparison.RunAsync("lineitem in memory → PostgreSQL, unlogged table", rounds,
        [
            new("Quarry, Source.WriteAsync", () => EmptiedAsync(server, () => WriteAsync(postgres, Target, Given(batches)))),
            new("Npgsql binary importer", () => EmptiedAsync(server, () => Task.FromResult(Import(server.Npgsql, batches)))),
            new("psql \\copy of a binary file", () => EmptiedAsync(server, async () =>
            {
                await Psql.LoadAsync(server.Target, Target, bytes);
                return LineItem.Rows;
            })),
        ]);
        string insert = $"insert into lineitem values({string.Join(',', Enumerable.Repeat('?', Kinds.Length))})";
        await Comparison.RunAsync("lineitem in memory → SQLite file", rounds,
        [
            new("Quarry, Source.WriteAsync", () => EmptyFileAsync(written, file, ddl, () => WriteAsync(written, "lineitem", Given(batches)))),
            new("C loop", () => EmptyFileAsync(written, file, ddl, () => Task.FromResult(Inserts.C(library, file, insert, Kinds, batches)))),
        ]);
        batches.ForEach(batch => batch.Dispose());
        await Comparison.RunAsync("lineitem from one database into the other", rounds,
        [
            new("SQLite → PostgreSQL", () => EmptiedAsync(server, () => CopyAsync(sqlite, postgres, Target))),
            new("PostgreSQL → SQLite", () => EmptyFileAsync(written, file, ddl, () => CopyAsync(postgres, written, "lineitem"))),
        ]);
        await server.ExecuteAsync($"drop table {Target}");
        File.Delete(file);
        File.Delete(bytes);
    }

    private static BatchSource Given(List<ColumnBatch> batches) => BatchSource.Of(batches[0].Schema, batches.ToAsyncEnumerable());

    private static async Task<long> CopyAsync(Source from, Source to, string table)
    {
        await using BatchSource batches = BatchSource.Of(from.QueryAsync("select * from lineitem"));
        return await WriteAsync(to, table, batches);
    }

    private static async Task<long> WriteAsync(Source to, string table, BatchSource batches)
        => (await to.WriteAsync(new() { Name = table }, batches, WriteOptions.Default, CancellationToken.None)).Rows;

    private static async Task<long> EmptiedAsync(BenchServer server, Func<Task<long>> write)
    {
        await server.ExecuteAsync($"truncate {Target}");
        return await write();
    }

    private static async Task<long> EmptyFileAsync(Source source, string file, string ddl, Func<Task<long>> write)
    {
        source.ClearPool();
        File.Delete(file);
        await source.ExecuteAsync(ddl);
        return await write();
    }

    private static async Task<string> DdlAsync(string origin)
    {
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        await using Source source = engine.OpenSource("sqlite://" + origin);
        await foreach (ColumnBatch batch in source.QueryAsync("select sql from sqlite_schema where name = 'lineitem'"))
        {
            return batch[0].GetString(0)!;
        }

        throw new InvalidOperationException("There is no table lineitem.");
    }

    private static long Import(NpgsqlDataSource source, List<ColumnBatch> batches)
    {
        using NpgsqlConnection connection = source.OpenConnection();
        using NpgsqlBinaryImporter importer = connection.BeginBinaryImport($"copy {Target} from stdin (format binary)");
        int first = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        foreach (ColumnBatch batch in batches)
        {
            for (int row = 0; row < batch.Rows; row++)
            {
                importer.StartRow();
                for (int column = 0; column < Kinds.Length; column++)
                {
                    ColumnVector from = batch[column];
                    switch (Kinds[column])
                    {
                        case 'l':
                            importer.Write(from.GetInt64(row), NpgsqlDbType.Bigint);
                            break;
                        case 'i':
                            importer.Write(from.Values<int>()[row], NpgsqlDbType.Integer);
                            break;
                        case 'd':
                            importer.Write(from.GetDecimal(row), NpgsqlDbType.Numeric);
                            break;
                        case 'a':
                            importer.Write(DateOnly.FromDayNumber(first + from.Values<int>()[row]), NpgsqlDbType.Date);
                            break;
                        default:
                            importer.Write(from.GetString(row)!, NpgsqlDbType.Text);
                            break;
                    }
                }
            }
        }

        return (long)importer.Complete();
    }
}
