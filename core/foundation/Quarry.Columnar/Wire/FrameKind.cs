namespace Quarry.Columnar.Wire;

/// <summary>What a frame holds. The numbers are on the wire: never changed, never reused.</summary>
internal enum FrameKind : byte
{
    Schema = 1,
    Batch = 2,
    End = 3,
    Error = 4,
    Extension = 5,
}
