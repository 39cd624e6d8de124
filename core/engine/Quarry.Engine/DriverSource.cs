using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>Where the engine gets drivers from. Safe from any thread.</summary>
public abstract class DriverSource
{
    /// <summary>The driver that opens a target, loaded if need be.</summary>
    /// <param name="target">The target; its scheme chooses the driver.</param>
    /// <returns>A lease that the caller disposes. The driver stays loaded for as long as any lease on it lives.</returns>
    /// <exception cref="QuarryException">No plugin claims the scheme (User), or the plugin does not load; the message says which there are and what to do.</exception>
    public abstract DriverLease Acquire(Target target);
}
