using System.Net;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>The server that a connection leads to: enough to reach the same one again.</summary>
/// <param name="Settings">How it was reached.</param>
/// <param name="Host">Which of the target's hosts it is.</param>
/// <param name="EndPoint">Its address.</param>
/// <param name="IsTls">True if the connection is under TLS.</param>
internal sealed record Peer(PostgreSqlSettings Settings, PostgreSqlHost Host, EndPoint EndPoint, bool IsTls)
{
    /// <summary>The host, and its address where that says more.</summary>
    public string Place => EndPoint switch
    {
        IPEndPoint address when address.Address.ToString() != Host.Name => $"{Host} ({address.Address})",
        IPEndPoint => Host.ToString(),
        _ => $"the Unix socket {EndPoint}",
    };
}
