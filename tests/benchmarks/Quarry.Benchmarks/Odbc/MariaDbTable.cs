using System.Globalization;
using Microsoft.Data.Sqlite;
using Quarry.Benchmarks.Sqlite;
using Quarry.Fixtures.MariaDb;

namespace Quarry.Benchmarks.Odbc;

/// <summary>lineitem in MariaDB: the rows of the SQLite file, loaded once into a data directory that is kept.</summary>
internal static class MariaDbTable
{
    /// <summary>The bit of <c>OPTION</c> that asks Connector/ODBC not to keep the result. Version 3.1 keeps it all the same: it calls <c>mysql_stmt_store_result</c> alone.</summary>
    public const int NoCache = 1 << 20;

    public static async Task<MariaDbServer> StartAsync(string folder)
    {
        string origin = LineItem.Create(folder);
        MariaDbServer server = await MariaDbServer.StartAsync(new()
        {
            KeptDataDirectory = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"mariadb-{LineItem.Rows}")),
            Settings = ["--innodb-buffer-pool-size=1G", "--innodb-log-file-size=256M"],
        });
        try
        {
            if (await server.SqlAsync("show tables like 'lineitem'") == "")
            {
                await LoadAsync(server, origin, Path.Combine(folder, "lineitem.tsv"));
            }

            // Read once, the table is in memory.
            await server.SqlAsync("select sum(l_tax) from lineitem");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    // The table gets its name when it is whole.
    private static async Task LoadAsync(MariaDbServer server, string origin, string file)
    {
        string ddl = Unload(origin, file);
        await server.SqlAsync("drop table if exists loading");
        await server.SqlAsync(ddl.Replace("lineitem(", "loading(", StringComparison.Ordinal));
        await server.SqlAsync($"load data local infile '{file}' into table loading");
        await server.SqlAsync("analyze table loading; rename table loading to lineitem");
        File.Delete(file);
    }

    private static string Unload(string origin, string file)
    {
        using var connection = new SqliteConnection($"Data Source={origin};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand select = connection.CreateCommand();
        select.CommandText = OdbcTable.Sql;
        using (SqliteDataReader reader = select.ExecuteReader())
        {
            using var writer = new StreamWriter(file) { NewLine = "\n" };
            object[] values = new object[reader.FieldCount];
            while (reader.Read())
            {
                reader.GetValues(values);
                writer.WriteLine(string.Join('\t', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture))));
            }
        }

        using SqliteCommand ddl = connection.CreateCommand();
        ddl.CommandText = "select sql from sqlite_schema where name = 'lineitem'";
        return ((string)ddl.ExecuteScalar()!).Replace("CREATE TABLE", "create table", StringComparison.Ordinal);
    }
}
