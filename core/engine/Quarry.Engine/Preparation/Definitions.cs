namespace Quarry.Engine.Preparation;

/// <summary>Counts the definition statements (CREATE, ALTER, DROP …) that a source has run: what was prepared before may no longer fit. Safe from any thread.</summary>
internal sealed class Definitions
{
    private long _generation;

    public long Generation => Volatile.Read(ref _generation);

    public void Changed() => Interlocked.Increment(ref _generation);
}
