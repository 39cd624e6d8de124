using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Quarry.Benchmarks.Sqlite;
using Quarry.Engine;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>The clients alone: each reads what the server once sent it, from a process that serves it at memory speed.</summary>
internal static class ReplayBenchmark
{
    private const long Rows = 1_000_000;

    public static async Task RunAsync(int rounds, IReadOnlyList<string> names)
    {
        await using BenchServer server = await BenchServer.StartAsync();
        ServerTable[] tables = [.. names.Count > 0 ? names.Select(Tables.Named) : (ServerTable[])[Tables.LineItem, Tables.NumericHeavy, Tables.TextHeavy]];
        await server.CreateAsync(tables);
        Console.WriteLine(await server.DescribeAsync());
        await using QuarryEngine engine = QuarryEngine.Create(new() { PluginsDirectory = "plugins" });
        foreach (ServerTable table in tables)
        {
            string folder = Directory.CreateTempSubdirectory("quarry-replay-").FullName;
            try
            {
                await RunAsync(engine, server, table, folder, rounds);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task RunAsync(QuarryEngine engine, BenchServer server, ServerTable table, string folder, int rounds)
    {
        string sql = string.Create(CultureInfo.InvariantCulture, $"{table.Sql} limit {Rows}");
        var ways = new (string Name, Func<string, Task<long>> Read)[]
        {
            ("Quarry", target => QuarryAsync(engine, target, sql)),
            ("Npgsql typed getters, Read", target => NpgsqlAsync(target, table.Kinds, sql)),
        };
        var servers = new List<ReplayServer>();
        var contenders = new List<Contender>();
        long bytes = 0;
        try
        {
            foreach ((string name, Func<string, Task<long>> read) in ways)
            {
                string directory = Directory.CreateDirectory(Path.Combine(folder, contenders.Count.ToString(CultureInfo.InvariantCulture))).FullName;
                string file = Path.Combine(directory, "recording");
                (Recording recording, long rows) = await RecordAsync(directory, server, read);
                recording.Save(file);
                servers.Add(new(file, directory));
                contenders.Add(new(name, () => read(ReplayServer.TargetOf(directory))));
                if (bytes == 0)
                {
                    bytes = recording.Server.Length;
                    Recording dry = recording with { Server = [] };
                    contenders.Add(new("bytes received and dropped", () => Task.FromResult(Drain(dry, directory, rows))));
                }
            }

            IReadOnlyList<Measured> measured = await Comparison.RunAsync($"Replay of {table.Name}, {bytes / 1e6:F0} MB", rounds, contenders);
            Console.WriteLine("\n| way | GB/s of wall | GB/s of CPU | million rows/s of CPU |");
            Console.WriteLine("|---|---:|---:|---:|");
            foreach (Measured way in measured)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {way.Name} | {bytes / 1e9 / way.Wall:F2} | {bytes / 1e9 / way.Cpu:F2} | {way.Rows / 1e6 / way.Cpu:F2} |"));
            }
        }
        finally
        {
            servers.ForEach(one => one.Dispose());
        }
    }

    // A source of its own: each read is a connection, as it was when it was recorded.
    private static async Task<long> QuarryAsync(QuarryEngine engine, string target, string sql)
    {
        await using Source source = engine.OpenSource(target);
        return await Scans.QuarryAsync(source, sql);
    }

    // Npgsql sends the same bytes on every connection if it neither pools nor asks for types.
    private static async Task<long> NpgsqlAsync(string target, string kinds, string sql)
    {
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(BenchServer.ConnectionString(target)) { Pooling = false }.ConnectionString);
        builder.ConfigureTypeLoading(options => options.EnableTypeLoading(false));
        await using NpgsqlDataSource source = builder.Build();
        return NpgsqlReads.Sync(source, kinds, sql);
    }

    private static async Task<(Recording Recording, long Rows)> RecordAsync(string directory, BenchServer server, Func<string, Task<long>> read)
    {
        Contracts.Target real = Source.ParseTarget(server.Target);
        Recording? recording = null;
        long rows;
        using (Socket listener = ReplayServer.Listen(directory))
        {
            var recorder = new Thread(() => recording = Recorder.Record(listener, Path.Combine(real.Options["host"], $".s.PGSQL.{real.Options["port"]}")));
            recorder.Start();
            rows = await read(ReplayServer.TargetOf(directory));
            recorder.Join();
        }

        File.Delete(ReplayServer.SocketOf(directory));
        return (recording!, rows);
    }

    /// <summary>Plays the client's part and drops what comes: what the socket alone costs.</summary>
    private static long Drain(Recording recording, string directory, long rows)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(ReplayServer.SocketOf(directory)));
        byte[] buffer = new byte[128 << 10];
        int sent = 0;
        foreach ((int after, int length) in recording.Pieces)
        {
            Recorder.SendAll(socket, recording.Client.AsSpan(sent, after - sent));
            sent = after;
            for (int left = length; left > 0;)
            {
                int count = socket.Receive(buffer.AsSpan(0, Math.Min(left, buffer.Length)));
                left -= count > 0 ? count : throw new InvalidOperationException("The recording ended early.");
            }
        }

        return rows;
    }
}
