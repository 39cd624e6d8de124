using Quarry.Plugins.PostgreSql.Sessions;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>Whether a server is the kind that <c>target_session_attrs</c> asks for. Servers from 14 on report it; older ones are asked.</summary>
internal static class SessionAttributes
{
    /// <summary>Why it is not, or null.</summary>
    public static string? Mismatch(Link link, TargetSessionAttributes wanted) => wanted switch
    {
        TargetSessionAttributes.ReadWrite when IsReadOnly(link) => "its sessions are read-only, and target_session_attrs=read-write",
        TargetSessionAttributes.ReadOnly when !IsReadOnly(link) => "its sessions may write, and target_session_attrs=read-only",
        TargetSessionAttributes.Primary when IsStandby(link) => "it is in recovery, and target_session_attrs=primary",
        TargetSessionAttributes.Standby when !IsStandby(link) => "it is not in recovery, and target_session_attrs asks for a standby",
        _ => null,
    };

    private static bool IsReadOnly(Link link)
        => link.Parameters.TryGetValue("default_transaction_read_only", out string? byDefault) && link.Parameters.TryGetValue("in_hot_standby", out string? standby)
            ? byDefault == "on" || standby == "on"
            : link.Command("SHOW transaction_read_only") is ["on"];

    private static bool IsStandby(Link link)
        => link.Parameters.TryGetValue("in_hot_standby", out string? standby) ? standby == "on" : link.Command("SELECT pg_catalog.pg_is_in_recovery()") is ["t"];
}
