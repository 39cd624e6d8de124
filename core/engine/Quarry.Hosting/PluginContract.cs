namespace Quarry.Hosting;

/// <summary>The plugin contract that a plugin was built against.</summary>
/// <param name="major">The major that it needs.</param>
/// <param name="minMinor">The least minor that it needs.</param>
public readonly struct PluginContract(int major, int minMinor) : IEquatable<PluginContract>
{
    /// <summary>The host must have exactly this major.</summary>
    public int Major { get; } = major;
    /// <summary>The host must have this minor or a later one.</summary>
    public int MinMinor { get; } = minMinor;

    /// <summary>True if both numbers are equal.</summary>
    public static bool operator ==(PluginContract left, PluginContract right) => left.Equals(right);

    /// <summary>True if a number differs.</summary>
    public static bool operator !=(PluginContract left, PluginContract right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(PluginContract other) => Major == other.Major && MinMinor == other.MinMinor;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is PluginContract other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Major, MinMinor);

    /// <summary>Such as <c>1.0</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Major}.{MinMinor}");
}
