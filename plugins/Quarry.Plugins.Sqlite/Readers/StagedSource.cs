using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>A row of the <see cref="Stage"/>; a value is named by its column.</summary>
internal readonly struct StagedSource(Stage stage, int row) : IValueSource
{
    public nint Value(int column) => column;

    public int Type(nint value) => stage[row, (int)value].Type;

    public long Int64(nint value) => stage[row, (int)value].Bits;

    public double Double(nint value)
    {
        // As sqlite3_value_double of an INTEGER converts.
        StagedValue staged = stage[row, (int)value];
        return staged.Type == StorageClass.Integer ? staged.Bits : BitConverter.Int64BitsToDouble(staged.Bits);
    }

    public ReadOnlySpan<byte> Text(nint value) => stage.Bytes(stage[row, (int)value]);

    public ReadOnlySpan<byte> Blob(nint value) => stage.Bytes(stage[row, (int)value]);
}
