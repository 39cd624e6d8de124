using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>The current row of a statement on a database whose encoding is UTF-16: text is converted by the library.</summary>
internal readonly unsafe struct Utf16Source(nint statement) : IStatementSource<Utf16Source>
{
    public static Utf16Source Of(nint statement) => new(statement);

    public nint Value(int column) => SqliteApi.ColumnValue(statement, column);

    public int Type(nint value) => SqliteApi.ValueType(value);

    public long Int64(nint value) => SqliteApi.ValueInt64(value);

    public double Double(nint value) => SqliteApi.ValueDouble(value);

    public ReadOnlySpan<byte> Text(nint value)
    {
        byte* bytes = SqliteApi.ValueText(value);
        return new(bytes, SqliteApi.ValueLength(value));
    }

    public ReadOnlySpan<byte> Blob(nint value)
    {
        byte* bytes = SqliteApi.ValueBlob(value);
        return new(bytes, SqliteApi.ValueLength(value));
    }
}
