using Quarry.Engine;

namespace Quarry;

/// <summary>A source of the configuration: where it goes and how it works. Immutable; it prints nothing, since a target may hold a password.</summary>
public sealed class SourceDefinition
{
    /// <summary>Defines a source with the default options.</summary>
    /// <param name="target">The target URI.</param>
    public SourceDefinition(string target)
        : this(target, SourceOptions.Default)
    {
    }

    /// <summary>Defines a source.</summary>
    /// <param name="target">The target URI.</param>
    /// <param name="options">How it works.</param>
    public SourceDefinition(string target, SourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        (Target, Options) = (target, options);
    }

    /// <summary>The target URI; it may hold a password.</summary>
    public string Target { get; }

    /// <summary>How it works.</summary>
    public SourceOptions Options { get; }
}
