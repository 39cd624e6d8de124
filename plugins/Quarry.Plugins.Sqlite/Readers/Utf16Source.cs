using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>The current row of a statement on a database whose encoding is UTF-16: text is converted by the library.</summary>
internal readonly unsafe struct Utf16Source(nint statement) : IStatementSource<Utf16Source>
{
    public static Utf16Source Of(nint statement) => new(statement);

    public int Type(int column) => SqliteApi.ColumnType(statement, column);

    public long Int64(int column) => SqliteApi.ColumnInt64(statement, column);

    public double Double(int column) => SqliteApi.ColumnDouble(statement, column);

    public ReadOnlySpan<byte> Text(int column)
    {
        byte* bytes = SqliteApi.ColumnText(statement, column);
        return new(bytes, SqliteApi.ColumnLength(statement, column));
    }

    public ReadOnlySpan<byte> Blob(int column)
    {
        byte* bytes = SqliteApi.ColumnBlob(statement, column);
        return new(bytes, SqliteApi.ColumnLength(statement, column));
    }
}
