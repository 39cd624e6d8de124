namespace Quarry.Contracts;

/// <summary>A sink for a driver's events. Safe from any thread; never throws.</summary>
public abstract class DriverLog
{
    /// <summary>True if an event of this level goes anywhere.</summary>
    /// <param name="level">The level.</param>
    public abstract bool IsEnabled(DriverLogLevel level);

    /// <summary>Reports an event.</summary>
    /// <param name="level">How much it matters.</param>
    /// <param name="eventId">A number that is stable within the plugin.</param>
    /// <param name="message">What happened. It holds no secret and no parameter value.</param>
    public abstract void Write(DriverLogLevel level, int eventId, string message);
}
