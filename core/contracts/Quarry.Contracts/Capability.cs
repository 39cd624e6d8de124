namespace Quarry.Contracts;

/// <summary>Whether a server can do one thing, why, and where its manual says so.</summary>
public sealed class Capability
{
    private Capability(bool isSupported, string manual, string reason) => (IsSupported, Manual, Reason) = (isSupported, manual, reason);

    /// <summary>What a driver does not mention is not offered.</summary>
    public static Capability NotOffered { get; } = new(false, "", "the driver does not offer it");

    /// <summary>True if the server can do it and the driver offers it.</summary>
    public bool IsSupported { get; }
    /// <summary>URL of the manual page that says so, or "".</summary>
    public string Manual { get; }
    /// <summary>Why not, for an error message; "" if supported.</summary>
    public string Reason { get; }

    /// <summary>The server can do it.</summary>
    /// <param name="manual">URL of the manual page that says so.</param>
    public static Capability Yes(string manual) => new(true, manual, "");

    /// <summary>The server cannot do it.</summary>
    /// <param name="reason">Why, such as <c>RETURNING needs SQLite 3.35</c>.</param>
    /// <param name="manual">URL of the manual page that says so.</param>
    public static Capability No(string reason, string manual) => new(false, manual, reason);

    /// <summary>The server can do it from a version on.</summary>
    /// <param name="server">The server's version.</param>
    /// <param name="since">The first version that can.</param>
    /// <param name="manual">URL of the manual page that says so.</param>
    public static Capability Since(Version server, Version since, string manual)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server >= since ? Yes(manual) : No($"it needs version {since}, this is {server}", manual);
    }

    /// <inheritdoc/>
    public override string ToString() => IsSupported ? "yes" : $"no: {Reason}";
}
