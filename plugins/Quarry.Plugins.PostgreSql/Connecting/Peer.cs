using System.Net;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>The server that a connection leads to: enough to reach the same one again.</summary>
/// <param name="Settings">How it was reached.</param>
/// <param name="EndPoint">The address, after name resolution.</param>
/// <param name="IsTls">True if the connection is under TLS.</param>
internal sealed record Peer(PostgreSqlSettings Settings, EndPoint EndPoint, bool IsTls);
