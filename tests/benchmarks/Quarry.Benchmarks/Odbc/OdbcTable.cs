using System.Globalization;
using Quarry.Benchmarks.PostgreSql;
using Quarry.Benchmarks.Sqlite;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Fixtures.MariaDb;

namespace Quarry.Benchmarks.Odbc;

/// <summary>lineitem behind an ODBC driver, and what has to live while it is read.</summary>
internal sealed class OdbcTable : IAsyncDisposable
{
    public const string Sql = "select * from lineitem";

    /// <summary>The rows of a block of the C loop; the measured drivers gain nothing from more.</summary>
    public const int BlockRows = 1000;

    /// <summary>The types of lineitem as the C loop binds them, which is as Quarry does: text as the driver's own bytes, and dates as text where the driver's
    /// structure loses some (MariaDB's zero dates, what SQLite holds that is no date).</summary>
    public string Kinds => Driver == "psqlODBC" ? "iiiiddddttaaattt" : "iiiiddddtttttttt";

    private readonly IAsyncDisposable? _server;

    private OdbcTable(string driver, string connection, IAsyncDisposable? server = null) => (Driver, Connection, _server) = (driver, connection, server);

    public static IReadOnlyList<string> Drivers { get; } = ["postgresql", "sqlite", "mariadb"];

    /// <summary>As the results name it.</summary>
    public string Driver { get; }

    /// <summary>The connection string, with the keywords by which the driver streams instead of keeping the whole result.</summary>
    public string Connection { get; }

    /// <summary>Makes the table unless it is there.</summary>
    public static async Task<OdbcTable> OpenAsync(string driver, string folder)
    {
        switch (driver)
        {
            case "postgresql":
                BenchServer server = await BenchServer.StartAsync();
                await server.CreateAsync([Tables.LineItem]);
                return new("psqlODBC", string.Create(CultureInfo.InvariantCulture, $"{ConnectionString(server)};UseDeclareFetch=1;Fetch={BlockRows}"), server);
            case "sqlite":
                return new("SQLite ODBC", $"Driver={{SQLite3}};Database={LineItem.Create(folder)};StepAPI=1");
            case "mariadb":
                MariaDbServer mariaDb = await MariaDbTable.StartAsync(folder);
                return new("MariaDB ODBC", $"{mariaDb.SocketConnectionString};FORWARDONLY=1;OPTION={MariaDbTable.NoCache}", mariaDb);
            default:
                throw new ArgumentException($"There is no driver \"{driver}\". The drivers: {string.Join(", ", Drivers)}.");
        }
    }

    /// <summary>The server for psqlODBC.</summary>
    public static string ConnectionString(BenchServer server)
    {
        Target target = Source.ParseTarget(server.Target);
        return $"Driver={{PostgreSQL Unicode}};Server={target.Options["host"]};Port={target.Options["port"]};Database={target.Path.TrimStart('/')};UID={target.UserName}";
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;
}
