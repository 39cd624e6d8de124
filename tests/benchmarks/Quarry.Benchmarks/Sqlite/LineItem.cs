using Microsoft.Data.Sqlite;

namespace Quarry.Benchmarks.Sqlite;

/// <summary>The lineitem table of the benchmarks as a SQLite file: the columns and distributions of TPC-H, deterministic, not periodic.</summary>
internal static class LineItem
{
    public const int Rows = 2_000_000;

    /// <summary>One letter per column for the C loop: integer, decimal or text.</summary>
    public const string Kinds = "iiiiddddtttttttt";

    private const string Ddl = """
        create table lineitem(
         l_orderkey bigint not null, l_partkey int not null, l_suppkey int not null, l_linenumber int not null,
         l_quantity decimal(12,2) not null, l_extendedprice decimal(12,2) not null, l_discount decimal(12,2) not null, l_tax decimal(12,2) not null,
         l_returnflag char(1) not null, l_linestatus char(1) not null, l_shipdate date not null, l_commitdate date not null, l_receiptdate date not null,
         l_shipinstruct char(25) not null, l_shipmode char(10) not null, l_comment varchar(44) not null)
        """;

    private static readonly string[] s_words =
        ("furiously carefully quickly blithely slyly express special pending regular ironic final bold deposits requests accounts packages "
        + "instructions theodolites pinto beans foxes ideas dependencies platelets").Split(' ');

    private static readonly string[] s_instructions = ["DELIVER IN PERSON", "COLLECT COD", "NONE", "TAKE BACK RETURN"];
    private static readonly string[] s_modes = ["REG AIR", "AIR", "RAIL", "SHIP", "TRUCK", "MAIL", "FOB"];

    /// <summary>Creates the file unless it is there.</summary>
    public static string Create(string folder)
    {
        string file = Path.Combine(folder, $"lineitem-{Rows}.sqlite");
        if (File.Exists(file))
        {
            return file;
        }

        Directory.CreateDirectory(folder);
        string partial = file + ".partial";
        File.Delete(partial);
        using (var connection = new SqliteConnection($"Data Source={partial};Pooling=False"))
        {
            connection.Open();
            Execute(connection, "pragma journal_mode=off");
            Execute(connection, "pragma synchronous=off");
            Execute(connection, Ddl);
            using SqliteTransaction transaction = connection.BeginTransaction();
            using SqliteCommand insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = $"insert into lineitem values({string.Join(',', Enumerable.Range(0, 16).Select(i => $"@{i}"))})";
            SqliteParameter[] parameters = [.. Enumerable.Range(0, 16).Select(i => insert.Parameters.AddWithValue($"@{i}", 0L))];
            for (long i = 0; i < Rows; i++)
            {
                Fill(parameters, i);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        File.Move(partial, file);
        return file;
    }

    private static void Fill(SqliteParameter[] to, long i)
    {
        long part = Hash(i, 1, 200_000) + 1;
        long quantity = Hash(i, 3, 50) + 1;
        DateOnly ship = new DateOnly(1992, 1, 2).AddDays((int)Hash(i / 4, 8, 2526));
        string words = string.Join(' ', Enumerable.Range(20, 7).Select(seed => s_words[Hash(i, seed, 24)]));
        object[] values =
        [
            i / 4 * 8 + 1, part, Hash(i, 2, 10_000) + 1, i % 4 + 1,
            (double)quantity, quantity * (90_000 + part % 20_001 + part / 10 % 1_000) / 100.0, Hash(i, 4, 11) / 100.0, Hash(i, 5, 9) / 100.0,
            "ANR"[(int)Hash(i, 6, 3)].ToString(), "OF"[(int)Hash(i, 7, 2)].ToString(), Iso(ship),
            Iso(ship.AddDays((int)Hash(i, 9, 121) - 60)), Iso(ship.AddDays((int)Hash(i, 10, 30) + 1)),
            s_instructions[Hash(i, 11, 4)].PadRight(25), s_modes[Hash(i, 12, 7)].PadRight(10), words[..Math.Min(words.Length, 10 + (int)Hash(i, 13, 34))],
        ];
        for (int c = 0; c < values.Length; c++)
        {
            to[c].Value = values[c];
        }
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd");

    // SplitMix64: any good mix serves, the table must only be deterministic and not periodic.
    private static long Hash(long i, long seed, long n)
    {
        ulong x = (ulong)i * 0x9E3779B97F4A7C15 + (ulong)seed * 0xD1B54A32D192ED03;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (long)((x ^ (x >> 31)) % (ulong)n);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
