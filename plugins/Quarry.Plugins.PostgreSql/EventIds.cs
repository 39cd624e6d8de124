namespace Quarry.Plugins.PostgreSql;

/// <summary>Stable numbers of this plugin's log events.</summary>
internal static class EventIds
{
    public const int CloseFailed = 1;
    public const int Notice = 2;
    public const int PassFileIgnored = 10;
    public const int NotEncrypted = 11;
    public const int EncryptedAfterAll = 12;
    public const int HostSkipped = 13;
}
