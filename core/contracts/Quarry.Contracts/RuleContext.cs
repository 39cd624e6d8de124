namespace Quarry.Contracts;

/// <summary>What a rule may know: the target, the server and its capabilities.</summary>
public sealed class RuleContext
{
    /// <summary>Where the statement goes.</summary>
    public required Target Target { get; init; }
    /// <summary>The server of the session.</summary>
    public required ServerInfo Server { get; init; }
    /// <summary>What that server can do.</summary>
    public required DriverCapabilities Capabilities { get; init; }
}
