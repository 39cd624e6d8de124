using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Errors;

namespace Quarry.Plugins.Sqlite;

/// <summary>How a session is opened: the content of a target.</summary>
/// <remarks><c>sqlite:///absolute/path</c>, <c>sqlite:relative/path</c> or <c>sqlite::memory:</c>, with the options <c>mode</c> (ro, rw, rwc),
/// <c>busy_timeout</c> (milliseconds) and <c>foreign_keys</c> (on, off).</remarks>
public sealed record SqliteSettings
{
    private const string Memory = ":memory:";
    private static readonly string[] s_options = ["busy_timeout", "foreign_keys", "mode"];

    /// <summary>The file, or <c>:memory:</c>.</summary>
    public required string Path { get; init; }
    /// <summary>Read, write, create. The default creates nothing, since a new empty file mostly means a misspelt path.</summary>
    public SqliteOpenMode Mode { get; init; }
    /// <summary>How long a statement waits for another connection's lock; 5 seconds by default, 0 not to wait.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>True, the default, to enforce foreign keys. SQLite's own default depends on how it was compiled.</summary>
    public bool ForeignKeys { get; init; } = true;
    /// <summary>True for a database that lives in this session's memory and ends with it.</summary>
    public bool IsMemory => Path == Memory;

    /// <summary>Reads a target.</summary>
    /// <param name="target">The target.</param>
    /// <exception cref="QuarryException">It is no target of SQLite, or an option is unknown or has a wrong value (User).</exception>
    public static SqliteSettings Parse(Target target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var settings = new SqliteSettings { Path = PathOf(target) };
        foreach ((string name, string value) in target.Options)
        {
            settings = name.ToLowerInvariant() switch
            {
                "mode" => settings with { Mode = ModeOf(value) },
                "busy_timeout" => settings with { BusyTimeout = TimeSpan.FromMilliseconds(MillisecondsOf(value)) },
                "foreign_keys" => settings with { ForeignKeys = SwitchOf(value) },
                _ => throw OpenErrors.OptionUnknown(name, s_options),
            };
        }

        return settings is { IsMemory: true, Mode: SqliteOpenMode.ReadOnly }
            ? throw OpenErrors.OptionInvalid("mode", "mode=rw or leave it out: a database in memory starts empty, so that reading it only makes no sense")
            : settings;
    }

    private static string PathOf(Target target)
    {
        if (target.Host.Length > 0 || target.Port != 0 || target.UserName.Length > 0)
        {
            throw OpenErrors.Target($"{target}: a SQLite target has no host, port or user. Write sqlite:///absolute/path, sqlite:relative/path or sqlite::memory:.");
        }

        if (target.Path.Trim('/').Length == 0)
        {
            throw OpenErrors.Target("The target names no file. Write sqlite:///absolute/path, sqlite:relative/path or sqlite::memory:.");
        }

        if (target.Path.Contains('\0', StringComparison.Ordinal))
        {
            throw OpenErrors.Target("The target's path holds a NUL character, which no file name can. Correct the target.");
        }

        // sqlite:///C:/data.db
        bool drive = OperatingSystem.IsWindows() && target.Path is ['/', var letter, ':', ..] && char.IsAsciiLetter(letter);
        return drive ? target.Path[1..] : target.Path;
    }

    private static SqliteOpenMode ModeOf(string value) => value switch
    {
        "ro" => SqliteOpenMode.ReadOnly,
        "rw" => SqliteOpenMode.ReadWrite,
        "rwc" => SqliteOpenMode.ReadWriteCreate,
        _ => throw OpenErrors.OptionInvalid("mode", "mode=ro, mode=rw or mode=rwc"),
    };

    private static int MillisecondsOf(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds)
        ? milliseconds
        : throw OpenErrors.OptionInvalid("busy_timeout", "milliseconds, such as busy_timeout=5000");

    private static bool SwitchOf(string value) => value switch
    {
        "on" => true,
        "off" => false,
        _ => throw OpenErrors.OptionInvalid("foreign_keys", "foreign_keys=on or foreign_keys=off"),
    };
}
