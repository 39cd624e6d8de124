namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>The system's clock, put on at will: sessions are idle for a second without a second's wait.</summary>
internal sealed class LaterClock : TimeProvider
{
    private long _later;

    public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref _later);

    public void PutOn(TimeSpan time) => Interlocked.Add(ref _later, (long)(time.TotalSeconds * TimestampFrequency));
}
