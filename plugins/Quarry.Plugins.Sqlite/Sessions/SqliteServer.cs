using System.Collections.Frozen;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Sessions;

/// <summary>What the library says of itself.</summary>
internal static class SqliteServer
{
    /// <summary>The library's version; facts are its compile options by name (<c>THREADSAFE</c> = <c>1</c>, a switch = ""), and the database's <c>encoding</c>.</summary>
    public static ServerInfo Describe(Database database, bool isUtf8)
    {
        var facts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["encoding"] = isUtf8 ? "UTF-8" : "UTF-16" };
        foreach (string? option in database.Column("PRAGMA compile_options"))
        {
            string[] parts = option!.Split('=', 2);
            facts[parts[0]] = parts.Length > 1 ? parts[1] : "";
        }

        return new()
        {
            Product = "SQLite",
            Version = Version.Parse(SqliteApi.Version),
            VersionText = SqliteApi.Version,
            Facts = facts.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
        };
    }
}
