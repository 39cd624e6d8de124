using System.Text;
using Quarry.Plugins.Sqlite.Native;
using SQLitePCL;

namespace Quarry.Plugins.Sqlite.Catalog;

/// <summary>A function for the catalog's own query: how many rows ANALYZE counted in a table. SQL alone cannot say that of a database that may have no
/// <c>sqlite_stat1</c> (https://www.sqlite.org/fileformat2.html#the_sqlite_stat1_table): a query that names it would fail.</summary>
internal static class RowEstimate
{
    public const string Function = "quarry_row_estimate";

    private const int Utf8 = 1, DirectOnly = 0x80000;

    /// <summary>Adds the function to a connection, for statements but not for views and triggers.</summary>
    public static void Register(sqlite3 connection)
        // Weak: what SQLite holds of the function would otherwise hold the connection.
        => raw.sqlite3_create_function(connection, Function, 2, Utf8 | DirectOnly, new WeakReference<sqlite3>(connection), Evaluate);

    private static void Evaluate(sqlite3_context context, object connection, sqlite3_value[] arguments)
    {
        if (((WeakReference<sqlite3>)connection).TryGetTarget(out sqlite3? database)
            && Read(database, raw.sqlite3_value_text(arguments[0]).utf8_to_string(), raw.sqlite3_value_text(arguments[1])) is { } rows)
        {
            raw.sqlite3_result_int64(context, rows);
        }
        else
        {
            raw.sqlite3_result_null(context);
        }
    }

    // A partial index counts fewer rows than its table has. The count is the first of several numbers, which the cast takes.
    private static long? Read(sqlite3 database, string? schema, utf8z table)
    {
        string sql = $"SELECT max(CAST(stat AS INTEGER)) FROM \"{schema?.Replace("\"", "\"\"", StringComparison.Ordinal)}\".sqlite_stat1 WHERE tbl = ?1";
        if (raw.sqlite3_prepare_v2(database, Encoding.UTF8.GetBytes(sql), out sqlite3_stmt statement) != SqliteConst.Ok)
        {
            return null;
        }

        using (statement)
        {
            raw.sqlite3_bind_text(statement, 1, table);
            bool known = raw.sqlite3_step(statement) == SqliteConst.Row && raw.sqlite3_column_type(statement, 0) == StorageClass.Integer;
            return known ? raw.sqlite3_column_int64(statement, 0) : null;
        }
    }
}
