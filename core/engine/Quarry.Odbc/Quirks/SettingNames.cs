using System.Collections.Frozen;
using System.Globalization;
using Quarry.Odbc.Errors;

namespace Quarry.Odbc.Quirks;

/// <summary>The settings by the names that profiles, targets and the table of quirks use. Each is read somewhere; the README lists them.</summary>
internal static class SettingNames
{
    /// <summary>What an option of a target starts with to be a setting of the transport.</summary>
    public const string Prefix = "odbc.";

    private static readonly FrozenDictionary<string, Func<OdbcSettings, string, OdbcSettings>> s_all = new Dictionary<string, Func<OdbcSettings, string, OdbcSettings>>
    {
        ["text"] = (settings, value) => settings with { Utf8Text = Choice("text", value, "utf8", "utf16") },
        ["integers"] = (settings, value) => settings with { IntegersAsText = Choice("integers", value, "text", "bigint") },
        ["booleans"] = (settings, value) => settings with { BooleansAsText = Choice("booleans", value, "text", "bit") },
        ["timestamps"] = (settings, value) => settings with { TimestampsAsText = Choice("timestamps", value, "text", "struct") },
        ["dates"] = (settings, value) => settings with { DatesAsText = Choice("dates", value, "text", "struct") },
        ["lengths"] = (settings, value) => settings with { LengthsAreHints = Choice("lengths", value, "hints", "declared") },
        ["long-data"] = (settings, value) => settings with { ReadsLongByPosition = Choice("long-data", value, "position", "row") },
        ["long-bytes"] = (settings, value) => settings with { LongBytes = Number("long-bytes", value, 16, 1 << 20) },
        ["array-rows"] = (settings, value) => settings with { ArrayRows = Number("array-rows", value, 1, 1 << 20) },
        ["block-bytes"] = (settings, value) => settings with { BlockBytes = Number("block-bytes", value, 1024, 1 << 30) },
        ["parameter-arrays"] = (settings, value) => settings with { ParameterArrays = Choice("parameter-arrays", value, "yes", "no") },
        ["length-width"] = (settings, value) => settings with { CheckLengthWidth = Choice("length-width", value, "probe", "64") },
        ["cancel"] = (settings, value) => settings with { Cancel = Choice("cancel", value, "yes", "no") },
        ["multiple-results"] = (settings, value) => settings with { MultipleResults = Choice("multiple-results", value, "yes", "no") },
        ["returning"] = (settings, value) => settings with { Returning = Choice("returning", value, "yes", "no") },
        ["write"] = (settings, value) => settings with { WritesSeveralRows = Choice("write", value, "rows", "arrays") },
        ["output-parameters"] = (settings, value) => settings with { OutputParameters = Choice("output-parameters", value, "yes", "no") },
        ["impossible-dates"] = (settings, value) => settings with { MakesDatesUp = Choice("impossible-dates", value, "today", "errors") },
        ["login-timeout"] = (settings, value) => settings with { LoginTimeout = Number("login-timeout", value, 0, 65_534) },
        ["query-timeout"] = (settings, value) => settings with { QueryTimeout = Number("query-timeout", value, 0, 65_534) },
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Applies named values.</summary>
    /// <param name="settings">What they are applied to.</param>
    /// <param name="values">Names without the prefix.</param>
    /// <exception cref="Contracts.QuarryException">There is no such setting, or the value is none of it (User).</exception>
    public static OdbcSettings Apply(OdbcSettings settings, IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach ((string name, string value) in values)
        {
            settings = s_all.TryGetValue(name, out Func<OdbcSettings, string, OdbcSettings>? apply)
                ? apply(settings, value)
                : throw OdbcErrors.SettingUnknown(name, s_all.Keys.Order(StringComparer.Ordinal));
        }

        return settings;
    }

    private static bool Choice(string name, string value, string yes, string no)
        => value.Equals(yes, StringComparison.OrdinalIgnoreCase)
            || (value.Equals(no, StringComparison.OrdinalIgnoreCase) ? false : throw OdbcErrors.SettingInvalid(name, $"{yes} or {no}"));

    private static int Number(string name, string value, int min, int max)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw OdbcErrors.SettingInvalid(name, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"));
}
