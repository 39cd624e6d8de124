using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Quarry.Registration;

/// <summary>A value of the configuration, or what is wrong with it.</summary>
internal readonly struct SettingValue(IConfigurationSection section, ICollection<string> failures)
{
    private const string TimeForm = "a time such as 00:00:30 (hours, minutes, seconds) or 1.00:00:00 (days before them)";

    /// <summary>The path, for messages.</summary>
    public string Key => section.Path;

    public int Integer(int current) => Read(current, "an integer", static (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public long Long(long current) => Read(current, "an integer", static (string text, out long value) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public bool Boolean(bool current) => Read(current, "true or false", static (string text, out bool value) => bool.TryParse(text, out value));

    public TimeSpan Time(TimeSpan current) => Read(current, TimeForm, TryParseTime);

    /// <summary>A time; nothing, or "", is null.</summary>
    public TimeSpan? OptionalTime(TimeSpan? current) => IsNothing ? null : Read(current ?? default, TimeForm, TryParseTime);

    /// <summary>A number; nothing, or "", is null.</summary>
    public long? OptionalLong(long? current) => IsNothing ? null : Long(current ?? default);

    public string Text(string current) => Read(current, "a text", static (string text, out string value) =>
    {
        value = text;
        return true;
    });

    /// <summary>Sets what stands below the key, each by its name.</summary>
    public T Section<T>(T options, IReadOnlyDictionary<string, Setting<T>> settings)
    {
        if (!string.IsNullOrEmpty(section.Value))
        {
            Fail($"takes settings below it ({string.Join(", ", settings.Keys)}) and no value.");
            return options;
        }

        foreach (IConfigurationSection child in section.GetChildren())
        {
            options = settings.TryGetValue(child.Key, out Setting<T>? set)
                ? set(options, new(child, failures))
                : Unknown(options, child, settings.Keys);
        }

        return options;
    }

    /// <summary>The texts of a list.</summary>
    public IEnumerable<string> Texts()
    {
        ICollection<string> all = failures;
        return section.Value is null ? section.GetChildren().Select(child => new SettingValue(child, all).Text("")) : [Text("")];
    }

    /// <summary>The parts below, by their own names.</summary>
    public IEnumerable<(string Name, SettingValue Value, bool HasParts)> Parts()
    {
        ICollection<string> all = failures;
        return section.GetChildren().Select(child => (child.Key, new SettingValue(child, all), child.GetChildren().Any()));
    }

    public void Fail(string what) => failures.Add($"{section.Path}: {what}");

    private bool IsNothing => string.IsNullOrEmpty(section.Value) && !section.GetChildren().Any();

    private T Read<T>(T current, string form, TryParse<T> tryParse)
    {
        if (section.GetChildren().Any())
        {
            Fail($"takes {form}, not settings below it.");
            return current;
        }

        if (section.Value is { } text && tryParse(text, out T value))
        {
            return value;
        }

        Fail($"takes {form}{(section.Value is { } other ? $", not \"{other}\"" : "")}.");
        return current;
    }

    private T Unknown<T>(T options, IConfigurationSection child, IEnumerable<string> known)
    {
        failures.Add($"{child.Path}: there is no such setting. Here stand {string.Join(", ", known)}.");
        return options;
    }

    private static bool TryParseTime(string text, out TimeSpan value)
        // A number alone would be days.
        => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value) && text.Contains(':', StringComparison.Ordinal);

    private delegate bool TryParse<T>(string text, out T value);
}
