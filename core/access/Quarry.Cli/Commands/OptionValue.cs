using System.CommandLine.Parsing;
using System.Globalization;

namespace Quarry.Cli.Commands;

/// <summary>The values of options. The parser's own conversions name CLR types in their errors.</summary>
internal static class OptionValue
{
    public delegate bool TryParse<T>(string text, out T value);

    /// <summary>Takes the value, or reports the rule that it breaks.</summary>
    public static T Parse<T>(ArgumentResult result, TryParse<T> tryParse, string rule)
    {
        string text = result.Tokens[0].Value;
        if (!tryParse(text, out T value))
        {
            result.AddError($"{((OptionResult)result.Parent!).Option.Name} takes {rule}, not '{text}'.");
        }

        return value;
    }

    /// <summary>A member by its name in any case. Enum.TryParse would also take numbers and lists of names.</summary>
    public static bool TryParseName<T>(string text, out T value)
        where T : struct, Enum
    {
        T[] all = Enum.GetValues<T>();
        int index = Array.FindIndex(all, known => string.Equals(known.ToString(), text, StringComparison.OrdinalIgnoreCase));
        value = index < 0 ? default : all[index];
        return index >= 0;
    }

    public static bool TryParseCount(string text, out int? value)
    {
        bool valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0;
        value = valid ? count : null;
        return valid;
    }
}
