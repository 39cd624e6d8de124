namespace Quarry.Columnar.Wire;

/// <summary>How elements became bytes, before the codec. The numbers are on the wire: never changed, never reused.</summary>
internal enum BufferEncoding : byte
{
    Plain = 0,
    Constant = 1,

    /// <summary>Of a node, never of a buffer: indices into distinct values.</summary>
    Dictionary = 2,
    RunLength = 3,
    FrameOfReference = 4,
    Delta = 5,
    ByteStreamSplit = 6,
}
