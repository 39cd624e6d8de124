using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Quarry.Contracts;
using Quarry.Engine;
using SQLitePCL;

namespace Quarry.Benchmarks.Sqlite;

/// <summary>The ways to read lineitem from SQLite into columns, or for the last, as far as its API goes, into CLR values.</summary>
internal static partial class Scans
{
    public const string Sql = "select * from lineitem";
    private const int BatchRows = 16_384;

    /// <summary>The C loop, over the very library file that the plugin loads; by the driver's own getters (<c>sqlite3_value_*</c>) or the customary
    /// ones (<c>sqlite3_column_*</c>).</summary>
    public static long C(string library, string file, string sql, bool byValue)
    {
        long rows = Scan(library, file, sql, LineItem.Kinds, byValue ? 1 : 0);
        return rows >= 0 ? rows : throw new InvalidOperationException($"The C loop ended with SQLite error {-rows}.");
    }

    /// <summary>Quarry, through the plugin in its own load context and the whole pipeline.</summary>
    public static async Task<long> QuarryAsync(Source source, string sql)
    {
        long rows = 0;
        await foreach (ColumnBatch batch in source.QueryAsync(sql))
        {
            rows += batch.Rows;
        }

        return rows;
    }

    /// <summary>SQLitePCLRaw's wrappers with the same getters and copies as the C loop.</summary>
    public static long Raw(string file, string sql)
    {
        Batteries_V2.Init();
        raw.sqlite3_open_v2(file, out sqlite3 db, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_NOMUTEX, null);
        raw.sqlite3_prepare_v2(db, sql, out sqlite3_stmt statement);
        string kinds = LineItem.Kinds;
        long[][] values = [.. kinds.Select(_ => new long[BatchRows])];
        double[][] reals = [.. kinds.Select(_ => new double[BatchRows])];
        byte[][] text = [.. kinds.Select(_ => new byte[BatchRows * 64])];
        int[][] offsets = [.. kinds.Select(_ => new int[BatchRows + 1])];
        long rows = 0;
        while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
        {
            int n = (int)(rows++ % BatchRows);
            for (int c = 0; c < kinds.Length; c++)
            {
                int type = raw.sqlite3_column_type(statement, c);
                if (type == raw.SQLITE_NULL)
                {
                    continue;
                }

                if (kinds[c] == 'i')
                {
                    values[c][n] = raw.sqlite3_column_int64(statement, c);
                }
                else if (kinds[c] == 'd')
                {
                    if (type == raw.SQLITE_INTEGER)
                    {
                        values[c][n] = raw.sqlite3_column_int64(statement, c) * 100;
                    }
                    else
                    {
                        reals[c][n] = raw.sqlite3_column_double(statement, c);
                    }
                }
                else
                {
                    // utf8z has a length after one more scan for the terminator; column_blob gives it from column_bytes, as the C loop does.
                    ReadOnlySpan<byte> value = raw.sqlite3_column_blob(statement, c);
                    value.CopyTo(text[c].AsSpan(offsets[c][n]));
                    offsets[c][n + 1] = offsets[c][n] + value.Length;
                }
            }
        }

        raw.sqlite3_finalize(statement);
        raw.sqlite3_close_v2(db);
        return rows;
    }

    /// <summary>Microsoft.Data.Sqlite's typed getters; each value is read once and dropped.</summary>
    public static long Microsoft(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        long rows = 0;
        decimal sum = 0;
        long length = 0;
        while (reader.Read())
        {
            for (int c = 0; c < 4; c++)
            {
                length += reader.GetInt64(c);
            }

            for (int c = 4; c < 8; c++)
            {
                sum += reader.GetDecimal(c);
            }

            for (int c = 8; c < 16; c++)
            {
                length += c is 10 or 11 or 12 ? reader.GetDateTime(c).Day : reader.GetString(c).Length;
            }

            rows++;
        }

        GC.KeepAlive(string.Create(CultureInfo.InvariantCulture, $"{sum}{length}"));
        return rows;
    }

    [LibraryImport("libscan.so", EntryPoint = "scan", StringMarshalling = StringMarshalling.Utf8)]
    private static partial long Scan(string library, string file, string sql, string kinds, int byValue);
}
