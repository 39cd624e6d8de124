namespace Quarry.Engine.Metadata;

/// <summary>Counts the statements of a source that may have changed definitions: what was read before the last of them is old. Safe from any thread.</summary>
internal sealed class DefinitionClock
{
    private long _now;

    public long Now => Volatile.Read(ref _now);

    /// <summary>To be called when such a statement has ended, also if it failed (of several statements the first may have run), and when its transaction has.</summary>
    public void Advance() => Interlocked.Increment(ref _now);
}
