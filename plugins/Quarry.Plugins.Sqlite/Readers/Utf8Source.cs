using System.Runtime.CompilerServices;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>The current row of a statement on a database whose encoding is UTF-8.</summary>
internal readonly unsafe struct Utf8Source(nint statement) : IStatementSource<Utf8Source>
{
    public static Utf8Source Of(nint statement) => new(statement);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Type(int column) => SqliteApi.ColumnType(statement, column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Int64(int column) => SqliteApi.ColumnInt64(statement, column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Double(int column) => SqliteApi.ColumnDouble(statement, column);

    // column_blob of a TEXT is its bytes as they are stored, without the copy that column_text may make to end it with NUL.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Text(int column)
    {
        byte* bytes = SqliteApi.ColumnBytesOfText(statement, column);
        return new(bytes, SqliteApi.ColumnLength(statement, column));
    }

    public ReadOnlySpan<byte> Blob(int column)
    {
        byte* bytes = SqliteApi.ColumnBlob(statement, column);
        return new(bytes, SqliteApi.ColumnLength(statement, column));
    }
}
