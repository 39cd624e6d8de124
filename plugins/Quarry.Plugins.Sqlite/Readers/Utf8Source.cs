using System.Runtime.CompilerServices;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>The current row of a statement on a database whose encoding is UTF-8.</summary>
internal readonly unsafe struct Utf8Source(nint statement) : IStatementSource<Utf8Source>
{
    public static Utf8Source Of(nint statement) => new(statement);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Value(int column) => SqliteApi.ColumnValue(statement, column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Type(nint value) => SqliteApi.ValueType(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Int64(nint value) => SqliteApi.ValueInt64(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Double(nint value) => SqliteApi.ValueDouble(value);

    // value_blob of a TEXT is its bytes as they are stored, without the copy that value_text may make to end it with NUL.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Text(nint value)
    {
        byte* bytes = SqliteApi.ValueBytesOfText(value);
        return new(bytes, SqliteApi.ValueLength(value));
    }

    public ReadOnlySpan<byte> Blob(nint value)
    {
        byte* bytes = SqliteApi.ValueBlob(value);
        return new(bytes, SqliteApi.ValueLength(value));
    }
}
