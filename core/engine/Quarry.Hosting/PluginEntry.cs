namespace Quarry.Hosting;

/// <summary>What is known of one plugin at one moment: a snapshot of text, which refers to nothing of the plugin.</summary>
public sealed class PluginEntry
{
    internal PluginEntry()
    {
    }

    /// <summary>The plugin's id; the folder's name if the manifest tells none.</summary>
    public required string Id { get; init; }
    /// <summary>The name shown to people.</summary>
    public required string Name { get; init; }
    /// <summary>Who wrote it, or "".</summary>
    public string Vendor { get; init; } = "";
    /// <summary>Its SemVer version, or "" if the manifest tells none.</summary>
    public string Version { get; init; } = "";
    /// <summary>The full path of its folder, or null for a driver that the application registered.</summary>
    public string? Folder { get; init; }
    /// <summary>URI schemes that it opens.</summary>
    public IReadOnlyList<string> Schemes { get; init; } = [];
    /// <summary>Patterns of ODBC driver names that it knows.</summary>
    public IReadOnlyList<string> OdbcDrivers { get; init; } = [];
    /// <summary>Patterns of SQL_DBMS_NAME that it knows.</summary>
    public IReadOnlyList<string> DbmsNames { get; init; } = [];
    /// <summary>The driver that it extends, or null for a driver.</summary>
    public string? Extends { get; init; }
    /// <summary>The contract that it needs.</summary>
    public PluginContract Contract { get; init; }
    /// <summary>How far it has come.</summary>
    public PluginState State { get; init; }
    /// <summary>Why it failed, or what still holds an unloaded one in memory; otherwise null.</summary>
    public PluginProblem? Problem { get; init; }
}
