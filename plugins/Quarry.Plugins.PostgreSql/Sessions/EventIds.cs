namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>Numbers of this plugin's log events.</summary>
internal static class EventIds
{
    public const int CloseFailed = 1;
    public const int Notice = 2;
}
