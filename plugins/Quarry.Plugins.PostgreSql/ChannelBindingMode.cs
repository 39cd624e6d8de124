namespace Quarry.Plugins.PostgreSql;

/// <summary>Whether authentication is bound to the TLS connection, so that nobody between can forward it.</summary>
public enum ChannelBindingMode
{
    /// <summary>Never.</summary>
    Disable,
    /// <summary>If the server offers it.</summary>
    Prefer,
    /// <summary>A server that does not is refused.</summary>
    Require,
}
