using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Connecting.Options;

/// <summary>The values of a target's options, with the environment behind them.</summary>
internal sealed class OptionValues
{
    private readonly Dictionary<string, string> _given = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, string?> _environment;

    /// <exception cref="QuarryException">An option is unknown, refused or given twice (User).</exception>
    public OptionValues(Target target, Func<string, string?> environment)
    {
        _environment = environment;
        // A path without a leading slash is the opaque part of postgresql:host=… dbname=….
        IEnumerable<(string, string)> keywords = target.Path.Length > 0 && target.Path[0] != '/' ? KeywordString.Read(target.Path) : [];
        foreach ((string name, string value) in keywords.Concat(target.Options.Select(option => (option.Key, option.Value))))
        {
            Add(name, value);
        }
    }

    /// <summary>Adds what another part of the target says.</summary>
    public void Add(string name, string value)
    {
        if (OptionTable.Refused.TryGetValue(name, out string? reason))
        {
            throw OptionErrors.Refused(name, reason);
        }

        if (!OptionTable.Known.ContainsKey(name))
        {
            throw OptionErrors.Unknown(name, NearestNames.Of(name, OptionTable.Known.Keys));
        }

        // NUL ends a string of the protocol: what follows it would be another parameter.
        if (value.Contains('\0', StringComparison.Ordinal))
        {
            throw OptionErrors.Invalid(name, "text without a NUL character");
        }

        if (!_given.TryAdd(name, value))
        {
            throw OptionErrors.Twice(name);
        }
    }

    /// <summary>The value, or null. An empty value is none, as in libpq.</summary>
    public string? Text(string name)
        => _given.TryGetValue(name, out string? value) ? value.NullIfEmpty() : Variable(name) is { Length: > 0 } variable ? _environment(variable).NullIfEmpty() : null;

    public int? Integer(string name, int min, int max) => Text(name) switch
    {
        null => null,
        { } text when int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= min && value <= max => value,
        _ => throw Invalid(name, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}")),
    };

    public bool? Switch(string name) => Choice<bool>(name, [("1", true), ("0", false)]);

    /// <summary>One of several words.</summary>
    public T? Choice<T>(string name, params ReadOnlySpan<(string Word, T Value)> choices)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        string words = "";
        foreach ((string word, T value) in choices)
        {
            if (text == word)
            {
                return value;
            }

            words += words.Length == 0 ? word : $", {word}";
        }

        throw Invalid(name, words);
    }

    /// <summary>The error for a wrong value; it names the option, or the variable that the value comes from.</summary>
    public QuarryException Invalid(string name, string expected)
        => _given.ContainsKey(name) ? OptionErrors.Invalid(name, expected) : OptionErrors.InvalidVariable(Variable(name), expected);

    private static string Variable(string name) => OptionTable.Known[name];
}
