namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>A value of a staged row: its storage class and its bits, or where its bytes stand.</summary>
internal readonly struct StagedValue(int type, int length, long bits)
{
    public int Type { get; } = type;
    /// <summary>Bytes of a TEXT or BLOB.</summary>
    public int Length { get; } = length;
    /// <summary>The INTEGER, the bits of the REAL, or the start of the bytes.</summary>
    public long Bits { get; } = bits;
}
