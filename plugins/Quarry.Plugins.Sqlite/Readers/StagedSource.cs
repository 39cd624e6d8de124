namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>A row of the <see cref="Stage"/>.</summary>
internal readonly struct StagedSource(Stage stage, int row) : IValueSource
{
    public int Type(int column) => stage[row, column].Type;

    public long Int64(int column) => stage[row, column].Bits;

    public double Double(int column)
    {
        // As sqlite3_column_double of an INTEGER converts.
        StagedValue value = stage[row, column];
        return value.Type == Native.StorageClass.Integer ? value.Bits : BitConverter.Int64BitsToDouble(value.Bits);
    }

    public ReadOnlySpan<byte> Text(int column) => stage.Bytes(stage[row, column]);

    public ReadOnlySpan<byte> Blob(int column) => stage.Bytes(stage[row, column]);
}
