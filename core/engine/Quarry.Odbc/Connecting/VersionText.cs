using System.Globalization;

namespace Quarry.Odbc.Connecting;

/// <summary>Versions as drivers and databases write them: <c>13.02.0000</c>, <c>15.0.18</c>, <c>5.5.5-10.11.11-MariaDB</c>.</summary>
internal static class VersionText
{
    /// <summary>The first run of numbers and points, at most four numbers; 0.0 if there is none.</summary>
    public static Version Parse(string text)
    {
        var parts = new List<int>();
        foreach (string part in text.TrimStart().Split('.', 5))
        {
            ReadOnlySpan<char> digits = part.AsSpan();
            int end = digits.IndexOfAnyExceptInRange('0', '9');
            if (!int.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                break;
            }

            parts.Add(number);
            if (end >= 0 || parts.Count == 4)
            {
                break;
            }
        }

        return parts.Count switch
        {
            0 => new(0, 0),
            1 => new(parts[0], 0),
            2 => new(parts[0], parts[1]),
            3 => new(parts[0], parts[1], parts[2]),
            _ => new(parts[0], parts[1], parts[2], parts[3]),
        };
    }
}
