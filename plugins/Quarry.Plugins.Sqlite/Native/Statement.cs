using System.Runtime.InteropServices;
using Quarry.Contracts;
using SQLitePCL;

namespace Quarry.Plugins.Sqlite.Native;

/// <summary>A compiled statement. It must be disposed before its database; the finalizer of the handle would run on another thread.</summary>
internal sealed unsafe class Statement : IDisposable
{
    private readonly Database _database;
    private readonly sqlite3_stmt _handle;
    private readonly byte[] _sql;
    private readonly int _start;

    public Statement(Database database, sqlite3_stmt handle, byte[] sql, int start)
    {
        (_database, _handle, _sql, _start) = (database, handle, sql, start);
        Pointer = handle.DangerousGetHandle();
        ChangesRows = raw.sqlite3_stmt_readonly(handle) == 0 && SqlText.ChangesRows(sql.AsSpan(start));
    }

    public nint Pointer { get; }

    /// <summary>True for INSERT, REPLACE, UPDATE and DELETE: for those the library counts rows, for others it leaves the last count.</summary>
    public bool ChangesRows { get; }

    /// <summary>Columns of its result; may differ after the first step, if the schema has changed since it was compiled.</summary>
    public int ColumnCount => raw.sqlite3_column_count(_handle);

    /// <summary>The highest number of a parameter.</summary>
    public int ParameterCount => raw.sqlite3_bind_parameter_count(_handle);

    public string Name(int column) => raw.sqlite3_column_name(_handle, column).utf8_to_string() ?? "";

    /// <summary>The declared type of the table's column that a result column is, or "" for an expression.</summary>
    public string DeclaredType(int column) => raw.sqlite3_column_decltype(_handle, column).utf8_to_string() ?? "";

    /// <summary>Goes to the next row.</summary>
    /// <returns>False at the end.</returns>
    public bool Step()
    {
        int result = SqliteApi.Step(Pointer);
        return result == SqliteConst.Row || (result == SqliteConst.Done ? false : throw Error(result));
    }

    public string? TextOf(int column) => Marshal.PtrToStringUTF8((nint)SqliteApi.ColumnText(Pointer, column));

    /// <summary>The error that a call on this statement has just returned.</summary>
    public QuarryException Error(int result) => _database.Error(result, _sql, _start);

    /// <summary>Ends its run and releases its locks; its parameters stay.</summary>
    public void Rewind() => SqliteApi.Reset(Pointer);

    /// <summary>Ends its run, releases its locks and forgets its parameters.</summary>
    public void Reset()
    {
        // The result is that of the last step, which was reported then.
        Rewind();
        SqliteApi.ClearBindings(Pointer);
    }

    public void Dispose() => _handle.Dispose();
}
