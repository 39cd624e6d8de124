using System.Composition.Hosting;
using Quarry.Contracts;

namespace Quarry.Hosting.Composition;

/// <summary>A driver with its rules, and the container that owns its parts.</summary>
internal sealed class ComposedDriver(Driver driver, OptimizationRule[] rules, CompositionHost? container) : IDisposable
{
    public Driver Driver { get; } = driver;
    public OptimizationRule[] Rules { get; } = rules;

    public void Dispose() => container?.Dispose();
}
