namespace Quarry.Soak;

/// <summary>What a worker was told of an insert.</summary>
internal enum Outcome : byte
{
    NotTried,
    Acknowledged,
    Failed,
    Unknown,
}
