using System.Text;

namespace Quarry.Cli.Commands;

/// <summary>The value of <c>--columns</c>: names as a record of CSV (RFC 4180), since a column may be called <c>max(a, b)</c>.</summary>
internal static class ColumnNames
{
    public static bool TryParse(string text, out IReadOnlyList<string>? names)
    {
        var all = new List<string>();
        int at = 0;
        do
        {
            if (!TryTake(text, ref at, out string name))
            {
                names = null;
                return false;
            }

            all.Add(name);
        }
        while (at++ < text.Length);

        names = all;
        return true;
    }

    /// <summary>Takes a name and stops at the comma behind it, or at the end.</summary>
    private static bool TryTake(string text, ref int at, out string name)
    {
        if (at == text.Length || text[at] != '"')
        {
            int comma = text.IndexOf(',', at);
            int end = comma < 0 ? text.Length : comma;
            name = text[at..end];
            at = end;
            return name.Length > 0;
        }

        var quoted = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                quoted.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                quoted.Append(text[at++]);
            }
            else
            {
                at++;
                name = quoted.ToString();
                return at == text.Length || text[at] == ',';
            }
        }

        name = "";
        return false;
    }
}
