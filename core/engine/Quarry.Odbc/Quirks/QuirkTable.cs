using System.IO.Enumeration;
using System.Text.Json;
using Quarry.Odbc.Connecting;

namespace Quarry.Odbc.Quirks;

/// <summary>What is known of ODBC drivers, as data: quirks.json in this assembly.</summary>
internal static class QuirkTable
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip };

    /// <summary>The rows, in the order in which they apply.</summary>
    public static IReadOnlyList<QuirkRow> Rows { get; } = Load();

    /// <summary>The keywords that a connection string of a driver gets, by the driver's name alone: its version is not known yet.</summary>
    public static IEnumerable<KeyValuePair<string, string>> KeywordsOf(string driver) => Rows.Where(row => Matches(row, driver)).SelectMany(row => row.Keywords);

    /// <summary>Applies what is known of a driver.</summary>
    /// <param name="settings">What it is applied to.</param>
    /// <param name="name">The driver's name in the connection string, or "".</param>
    /// <param name="library">SQL_DRIVER_NAME.</param>
    /// <param name="version">SQL_DRIVER_VER.</param>
    public static OdbcSettings Apply(OdbcSettings settings, string name, string library, string version)
    {
        Version own = VersionText.Parse(version);
        return Rows.Where(row => (Matches(row, name) || Matches(row, library)) && IsFor(row, own))
            .Aggregate(settings, (so, row) => SettingNames.Apply(so, row.Settings));
    }

    /// <summary>True if a name is one of the row's.</summary>
    public static bool IsMatch(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);

    /// <summary>True if a row is for a version.</summary>
    public static bool IsFor(QuirkRow row, Version version)
        => (row.Since is null || version >= VersionText.Parse(row.Since)) && (row.Before is null || version < VersionText.Parse(row.Before));

    private static bool Matches(QuirkRow row, string driver) => driver.Length > 0 && row.Drivers.Any(pattern => IsMatch(pattern, Path.GetFileName(driver)));

    private static QuirkRow[] Load()
    {
        using Stream stream = typeof(QuirkTable).Assembly.GetManifestResourceStream("quirks.json")!;
        return JsonSerializer.Deserialize<QuirkRow[]>(stream, s_json)!;
    }
}
