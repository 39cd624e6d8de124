using System.Runtime.InteropServices;
using SQLitePCL;

namespace Quarry.Plugins.Sqlite.Native;

/// <summary>Function pointers on the exports of the e_sqlite3 that SQLitePCLRaw's provider loads, in this plugin's load context.</summary>
/// <remarks>
/// The wrappers of SQLitePCLRaw cost 1.75 times the C loop; pointers cost next to nothing. <c>SuppressGCTransition</c> stands on functions
/// that only read or set a field of the current row or binding: they take well under a microsecond, take no lock on a connection opened with
/// NOMUTEX, and never call back. It must not stand on anything that can block, run long or call back, since the garbage collector waits for
/// such a call: <c>sqlite3_step</c>, <c>prepare</c>, <c>reset</c> and <c>finalize</c> do I/O and call the busy and progress handlers;
/// <c>value_text</c> may convert from UTF-16; <c>value_blob</c> of a BLOB may expand a zeroblob of a gigabyte (of TEXT it never does).
/// Values are read through <c>column_value</c> and <c>value_…</c>: the column is looked up once instead of for its type, its bytes and its length, which
/// saves a tenth of a scan. That is allowed without a mutex: https://www.sqlite.org/c3ref/value.html on protected values.
/// </remarks>
internal static unsafe class SqliteApi
{
    private static readonly nint s_library = Load();

    public static readonly delegate* unmanaged[Cdecl]<nint, int> Step = (delegate* unmanaged[Cdecl]<nint, int>)Export("sqlite3_step");
    public static readonly delegate* unmanaged[Cdecl]<nint, int> Reset = (delegate* unmanaged[Cdecl]<nint, int>)Export("sqlite3_reset");
    public static readonly delegate* unmanaged[Cdecl]<nint, int> ClearBindings = (delegate* unmanaged[Cdecl]<nint, int>)Export("sqlite3_clear_bindings");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, nint> ColumnValue =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, nint>)Export("sqlite3_column_value");
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int> ValueType =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int>)Export("sqlite3_value_type");
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, long> ValueInt64 =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, long>)Export("sqlite3_value_int64");
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, double> ValueDouble =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, double>)Export("sqlite3_value_double");
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, byte*> ValueBytesOfText =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, byte*>)Export("sqlite3_value_blob");
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int> ValueLength =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int>)Export("sqlite3_value_bytes");
    public static readonly delegate* unmanaged[Cdecl]<nint, byte*> ValueText = (delegate* unmanaged[Cdecl]<nint, byte*>)Export("sqlite3_value_text");
    public static readonly delegate* unmanaged[Cdecl]<nint, byte*> ValueBlob = (delegate* unmanaged[Cdecl]<nint, byte*>)Export("sqlite3_value_blob");
    public static readonly delegate* unmanaged[Cdecl]<nint, int, byte*> ColumnText = (delegate* unmanaged[Cdecl]<nint, int, byte*>)Export("sqlite3_column_text");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> BindNull =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)Export("sqlite3_bind_null");
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long, int> BindInt64 =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long, int>)Export("sqlite3_bind_int64");
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, double, int> BindDouble =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, double, int>)Export("sqlite3_bind_double");
    public static readonly delegate* unmanaged[Cdecl]<nint, int, byte*, ulong, nint, byte, int> BindText =
        (delegate* unmanaged[Cdecl]<nint, int, byte*, ulong, nint, byte, int>)Export("sqlite3_bind_text64");
    public static readonly delegate* unmanaged[Cdecl]<nint, int, byte*, ulong, nint, int> BindBlob =
        (delegate* unmanaged[Cdecl]<nint, int, byte*, ulong, nint, int>)Export("sqlite3_bind_blob64");

    public static readonly delegate* unmanaged[Cdecl]<nint, void> Interrupt = (delegate* unmanaged[Cdecl]<nint, void>)Export("sqlite3_interrupt");
    public static readonly delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<nint, int, int>, nint, int> BusyHandler =
        (delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<nint, int, int>, nint, int>)Export("sqlite3_busy_handler");
    public static readonly delegate* unmanaged[Cdecl]<nint, int, delegate* unmanaged[Cdecl]<nint, int>, nint, void> ProgressHandler =
        (delegate* unmanaged[Cdecl]<nint, int, delegate* unmanaged[Cdecl]<nint, int>, nint, void>)Export("sqlite3_progress_handler");

    private static readonly delegate* unmanaged[Cdecl]<byte*> s_version = (delegate* unmanaged[Cdecl]<byte*>)Export("sqlite3_libversion");
    private static readonly delegate* unmanaged[Cdecl]<nint, int> s_errorOffset = (delegate* unmanaged[Cdecl]<nint, int>)Export("sqlite3_error_offset");
    private static readonly delegate* unmanaged[Cdecl]<nint, int> s_systemError = (delegate* unmanaged[Cdecl]<nint, int>)Export("sqlite3_system_errno");
    private static readonly delegate* unmanaged[Cdecl]<nint, long> s_changes = (delegate* unmanaged[Cdecl]<nint, long>)Export("sqlite3_changes64");

    /// <summary>The library's version, such as <c>3.53.4</c>.</summary>
    public static string Version => Marshal.PtrToStringUTF8((nint)s_version())!;

    /// <summary>Byte offset of the last error in the SQL that was prepared, or −1.</summary>
    public static int ErrorOffset(nint database) => s_errorOffset(database);

    /// <summary>errno of the last failed call of the operating system, or 0.</summary>
    public static int SystemError(nint database) => s_systemError(database);

    /// <summary>Rows that the last INSERT, UPDATE or DELETE changed.</summary>
    public static long Changes(nint database) => s_changes(database);

    private static nint Load()
    {
        Batteries_V2.Init();
        // By the provider's assembly, as its own imports are resolved: the loader then hands out the same instance of the library.
        nint library = NativeLibrary.Load("e_sqlite3", typeof(SQLite3Provider_e_sqlite3).Assembly, null);
        var version = (delegate* unmanaged[Cdecl]<byte*>)NativeLibrary.GetExport(library, "sqlite3_libversion");
        fixed (byte* ofProvider = raw.sqlite3_libversion())
        {
            if (ofProvider != version())
            {
                throw new DllNotFoundException("SQLitePCLRaw and the plugin have loaded two instances of e_sqlite3. Keep one copy of it in the plugin's folder.");
            }
        }

        return library;
    }

    private static nint Export(string name) => NativeLibrary.GetExport(s_library, name);
}
