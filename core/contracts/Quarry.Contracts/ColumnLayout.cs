namespace Quarry.Contracts;

/// <summary>How the values of a column lie in memory. Each is the layout of the Arrow columnar format 1.5
/// (https://arrow.apache.org/docs/format/Columnar.html), so that an Arrow array is a view of it.</summary>
public enum ColumnLayout : byte
{
    /// <summary>One bit per value, least significant bit first.</summary>
    Bits,
    /// <summary><see cref="LogicalType.ByteWidth"/> bytes per value.</summary>
    Fixed,
    /// <summary>rows + 1 offsets of 32 bits into a buffer of bytes.</summary>
    Variable,
    /// <summary>rows + 1 offsets of 32 bits into a child column of elements.</summary>
    List,
    /// <summary>Two children of the same length: the instant (timestamp in UTC) and the offset in minutes (int16).</summary>
    TimestampWithOffset,
}
