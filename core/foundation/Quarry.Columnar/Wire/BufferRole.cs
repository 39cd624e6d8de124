namespace Quarry.Columnar.Wire;

/// <summary>What a buffer of a node is. The numbers are on the wire: never changed, never reused.</summary>
internal enum BufferRole : byte
{
    Validity = 0,
    Offsets = 1,
    Values = 2,
    Indices = 3,
    DictionaryOffsets = 4,
    DictionaryValues = 5,
}
