using Quarry.Contracts;
using Quarry.Sdk.Conformance.Checks;

namespace Quarry.Sdk.Conformance;

/// <summary>One promise of the driver contract and how it is tested. Run it with <see cref="ConformanceSuite"/>.</summary>
public sealed class ConformanceCheck
{
    private ConformanceCheck(string name, string description, Func<CheckContext, Task> run, string capability, bool? claimed)
        => (Name, Description, Run, Capability, WhenClaimed) = (name, description, run, capability, claimed);

    /// <summary>A unique, stable name of lower-case words, such as <c>transactions.commit</c>.</summary>
    public string Name { get; }

    /// <summary>The promise, in one sentence.</summary>
    public string Description { get; }

    /// <summary>The property of <see cref="DriverCapabilities"/> that it tests, or "" if it holds for every driver.</summary>
    public string Capability { get; }

    /// <summary>True if it runs when the capability is claimed, false if it runs when it is not, null if it always runs.</summary>
    public bool? WhenClaimed { get; }

    internal Func<CheckContext, Task> Run { get; }

    /// <summary>Name and promise.</summary>
    public override string ToString() => $"{Name}: {Description}";

    /// <summary>What every driver promises.</summary>
    internal static ConformanceCheck Always(string name, string description, Func<CheckContext, Task> run) => new(name, description, run, "", null);

    /// <summary>What a driver that claims the capability promises.</summary>
    internal static ConformanceCheck Works(string capability, string name, string description, Func<CheckContext, Task> run)
        => new(name, description, run, capability, true);

    /// <summary>How a driver that does not claim the capability answers who asks for it nevertheless.</summary>
    internal static ConformanceCheck Refuses(string capability, string name, string description, Func<CheckContext, Task> run)
        => new(name, description, run, capability, false);
}
