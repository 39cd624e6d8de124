using System.Globalization;
using Npgsql;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Fixtures.PostgreSql;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>The server that is read: a throwaway one, or the one that <c>QUARRY_BENCH_POSTGRES</c> names (postgresql://user@/database?host=directory&amp;port=n),
/// which keeps its tables.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private const string Variable = "QUARRY_BENCH_POSTGRES";

    // A table above a quarter of shared_buffers is scanned through a ring and never stays there.
    private static readonly string[] s_settings =
        ["shared_buffers = 2GB", "jit = off", "wal_level = minimal", "max_wal_senders = 0", "max_wal_size = 8GB", "synchronous_commit = off", "max_parallel_workers_per_gather = 0"];

    private readonly PostgreSqlServer? _own;

    private BenchServer(PostgreSqlServer? own, string target) => (_own, Target, Npgsql) = (own, target, NpgsqlDataSource.Create(ConnectionString(target)));

    /// <summary>The target of the real server, which libpq understands too.</summary>
    public string Target { get; }

    /// <summary>The same for Npgsql, which pools its connections.</summary>
    public NpgsqlDataSource Npgsql { get; }

    public static async Task<BenchServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } target)
        {
            return new(null, target);
        }

        PostgreSqlServer own = await PostgreSqlServer.StartAsync(new() { Settings = s_settings });
        return new(own, own.SocketTarget);
    }

    public static string ConnectionString(string target)
    {
        Target parsed = Source.ParseTarget(target);
        return new NpgsqlConnectionStringBuilder
        {
            Host = parsed.Options["host"],
            Port = int.Parse(parsed.Options["port"], CultureInfo.InvariantCulture),
            Username = parsed.UserName,
            Database = parsed.Path.TrimStart('/'),
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            CommandTimeout = 0,
        }.ConnectionString;
    }

    /// <summary>Creates the tables that are not there yet.</summary>
    public async Task CreateAsync(IEnumerable<ServerTable> tables)
    {
        await using NpgsqlConnection connection = await Npgsql.OpenConnectionAsync();
        await ExecuteAsync(connection, Tables.Hash);
        foreach (ServerTable table in tables)
        {
            if (await ScalarAsync(connection, $"select coalesce(to_regclass('{table.Name}')::text, '')") == "")
            {
                await ExecuteAsync(connection, table.Create);
                await ExecuteAsync(connection, $"vacuum freeze analyze {table.Name}");
            }
        }
    }

    public async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = await Npgsql.OpenConnectionAsync();
        await ExecuteAsync(connection, sql);
    }

    /// <summary>Versions and what of the server's settings matters.</summary>
    public async Task<string> DescribeAsync()
    {
        await using NpgsqlConnection connection = await Npgsql.OpenConnectionAsync();
        string settings = await ScalarAsync(connection,
            "select string_agg(name || ' = ' || current_setting(name), ', ' order by name) from pg_settings where name in ('shared_buffers', 'jit', 'fsync', 'wal_level', 'max_parallel_workers_per_gather')");
        return $".NET {Environment.Version}, Npgsql {typeof(NpgsqlConnection).Assembly.GetName().Version!.ToString(3)}, libpq {LibPq.Version}; "
            + $"PostgreSQL {connection.PostgreSqlVersion} on this machine over a Unix socket, {settings}. Tables are in memory.";
    }

    public async ValueTask DisposeAsync()
    {
        await Npgsql.DisposeAsync();
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
