using System.Globalization;
using System.Runtime.InteropServices;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>The loops of libpq.c, which is compiled where libpq's header is installed.</summary>
internal static partial class LibPq
{
    private const string Library = "libpqloops.so";

    public static bool IsAvailable => File.Exists(Path.Combine(AppContext.BaseDirectory, Library));

    public static string Version => IsAvailable ? string.Create(CultureInfo.InvariantCulture, $"{Number() / 10_000}.{Number() % 10_000}") : "not installed";

    /// <summary>COPY of a query to nowhere.</summary>
    public static long Copy(string target, string sql) => Checked(CopyOut(target, $"copy ({sql}) to stdout (format binary)"));

    /// <summary>The extended protocol to nowhere.</summary>
    public static long Rows(string target, string sql) => Checked(ReadRows(target, sql));

    /// <summary>COPY of bytes that are ready into a table.</summary>
    public static long Write(string target, string table, byte[] bytes, long rows)
        => Checked(CopyIn(target, $"copy {table} from stdin (format binary)", bytes, bytes.Length, rows));

    private static long Checked(long rows) => rows >= 0 ? rows : throw new InvalidOperationException("The libpq loop failed; its message stands above.");

    [LibraryImport(Library, EntryPoint = "libpq_version")]
    private static partial int Number();

    [LibraryImport(Library, EntryPoint = "libpq_copy", StringMarshalling = StringMarshalling.Utf8)]
    private static partial long CopyOut(string target, string sql);

    [LibraryImport(Library, EntryPoint = "libpq_rows", StringMarshalling = StringMarshalling.Utf8)]
    private static partial long ReadRows(string target, string sql);

    [LibraryImport(Library, EntryPoint = "libpq_write", StringMarshalling = StringMarshalling.Utf8)]
    private static partial long CopyIn(string target, string sql, byte[] bytes, long length, long rows);
}
