using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Catalog;
using Quarry.Plugins.Sqlite.Errors;
using SQLitePCL;

namespace Quarry.Plugins.Sqlite.Native;

/// <summary>An open connection. One thread at a time: it is opened with NOMUTEX.</summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 _handle;

    private Database(sqlite3 handle) => (_handle, Pointer) = (handle, handle.DangerousGetHandle());

    public nint Pointer { get; }

    /// <summary>True unless a transaction is open.</summary>
    public bool IsAutoCommit => raw.sqlite3_get_autocommit(_handle) != 0;

    /// <summary>Rows changed by the last INSERT, UPDATE or DELETE.</summary>
    public long Changes => SqliteApi.Changes(Pointer);

    public static Database Open(SqliteSettings settings)
    {
        int flags = SqliteConst.OpenNoMutex | SqliteConst.OpenExtendedResultCodes | (settings switch
        {
            { IsMemory: true } => SqliteConst.OpenMemory | SqliteConst.OpenReadWrite | SqliteConst.OpenCreate,
            { Mode: SqliteOpenMode.ReadOnly } => SqliteConst.OpenReadOnly,
            { Mode: SqliteOpenMode.ReadWriteCreate } => SqliteConst.OpenReadWrite | SqliteConst.OpenCreate,
            _ => SqliteConst.OpenReadWrite,
        });
        int result = raw.sqlite3_open_v2(settings.Path, out sqlite3 handle, flags, null);
        var database = new Database(handle);
        if (result != SqliteConst.Ok)
        {
            QuarryException error = OpenErrors.Of(settings, result, database.Message, SqliteApi.SystemError(database.Pointer));
            handle.manual_close_v2();
            throw error;
        }

        RowEstimate.Register(handle);
        return database;
    }

    /// <summary>True if the main database can only be read, for whatever reason.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_handle, "main") == 1;

    /// <summary>The library's text of the last error.</summary>
    public string Message => raw.sqlite3_errmsg(_handle).utf8_to_string();

    /// <summary>Compiles the first statement of a text from an index on.</summary>
    /// <param name="sql">UTF-8.</param>
    /// <param name="start">Index of the first byte; afterwards the index behind the statement.</param>
    /// <param name="persistent">True if it is to be kept.</param>
    /// <returns>Null if there are only spaces and comments.</returns>
    public Statement? Prepare(byte[] sql, ref int start, bool persistent)
    {
        int begin = start;
        int result = raw.sqlite3_prepare_v3(_handle, sql.AsSpan(begin), persistent ? SqliteConst.PreparePersistent : 0, out sqlite3_stmt handle, out ReadOnlySpan<byte> tail);
        if (result != SqliteConst.Ok)
        {
            throw Error(result, sql, begin);
        }

        start = sql.Length - tail.Length;
        return handle.IsInvalid ? null : new Statement(this, handle, sql, begin);
    }

    /// <summary>Runs one statement without parameters to its end.</summary>
    public void Execute(string sql) => Scalar(sql);

    /// <summary>Runs one statement without parameters to its end.</summary>
    /// <returns>The text of the first column of its first row; null if it is NULL or there is no row.</returns>
    public string? Scalar(string sql)
    {
        List<string?> first = Column(sql);
        return first.Count > 0 ? first[0] : null;
    }

    /// <summary>Runs one statement without parameters to its end.</summary>
    /// <returns>The text of the first column.</returns>
    public List<string?> Column(string sql)
    {
        int start = 0;
        using Statement statement = Prepare(Encoding.UTF8.GetBytes(sql), ref start, persistent: false)!;
        var values = new List<string?>();
        while (statement.Step())
        {
            values.Add(statement.TextOf(0));
        }

        return values;
    }

    /// <summary>The error that a call has just returned.</summary>
    /// <param name="result">Its result code.</param>
    /// <param name="sql">The text of which a statement failed, or empty.</param>
    /// <param name="start">Where the statement begins in it.</param>
    public QuarryException Error(int result, byte[] sql, int start)
    {
        int offset = SqliteApi.ErrorOffset(Pointer);
        int end = start + offset;
        int position = offset < 0 || end > sql.Length ? 0 : Encoding.UTF8.GetCharCount(sql, 0, end) + 1;
        return SqliteErrors.Of(result, Message, position);
    }

    /// <summary>The type and the constraint of a table's column, as declared.</summary>
    /// <returns>Null if there is no such column.</returns>
    public string? DeclaredType(string? schema, string table, string column)
        => raw.sqlite3_table_column_metadata(_handle, schema!, table, column, out string type, out _, out _, out _, out _) == SqliteConst.Ok ? type ?? "" : null;

    /// <summary>Closes the connection; statements that are still open keep it until they are finalized.</summary>
    public void Dispose() => _handle.manual_close_v2();
}
