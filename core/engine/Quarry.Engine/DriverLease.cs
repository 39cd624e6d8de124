using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>A driver in use. The engine holds plugin-typed objects only beside one.</summary>
public abstract class DriverLease : IDisposable
{
    /// <summary>The driver.</summary>
    public abstract Driver Driver { get; }

    /// <summary>The driver's rules and those of plugins that extend it, in the order in which they apply.</summary>
    public virtual IReadOnlyList<OptimizationRule> Rules => Driver.Rules;

    /// <summary>How the database is reached through ODBC, by the driver's own word or that of a plugin that extends it; null if it is not.</summary>
    public virtual OdbcProfile? Odbc => Driver.Odbc;

    /// <summary>Where the driver comes from, for people: the plugin's folder.</summary>
    public abstract string Origin { get; }

    /// <summary>False once the plugin was unloaded under the lease: an idle session over it is closed instead of used again.</summary>
    public virtual bool IsUsable => true;

    /// <summary>Ends the lease.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the lease.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
