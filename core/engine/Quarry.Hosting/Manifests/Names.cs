using System.Text;

namespace Quarry.Hosting.Manifests;

/// <summary>The grammar of ids and schemes, and how text of an untrusted manifest is shown.</summary>
internal static class Names
{
    private const int MaxLength = 64;

    /// <summary>A lower-case letter, then lower-case letters, digits or '-'; 64 at most.</summary>
    public static bool IsValid(string name)
    {
        if (name.Length is 0 or > MaxLength || !char.IsAsciiLetterLower(name[0]))
        {
            return false;
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A text for a message: short, and without characters that could command a terminal.</summary>
    public static string Shown(string text)
    {
        var shown = new StringBuilder();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            shown.Append(IsPrintable(c) ? c : '?');
        }

        return shown.Append(text.Length > MaxLength ? "…" : "").ToString();
    }

    /// <summary>True unless the character could command a terminal or reorder text.</summary>
    public static bool IsPrintable(char c)
        => !char.IsControl(c) && char.GetUnicodeCategory(c) is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator
            or System.Globalization.UnicodeCategory.ParagraphSeparator);
}
