namespace Quarry.Hosting.Manifests;

/// <summary>The grammar of semver.org 2.0.0. By hand, because a first Regex costs more than reading five manifests.</summary>
internal static class SemVer
{
    private const int MaxLength = 128;

    public static bool IsValid(string version)
    {
        if (version.Length > MaxLength)
        {
            return false;
        }

        ReadOnlySpan<char> rest = version;
        int plus = rest.IndexOf('+');
        if (plus >= 0)
        {
            if (!AreIdentifiers(rest[(plus + 1)..], numbersMayLeadWithZero: true))
            {
                return false;
            }

            rest = rest[..plus];
        }

        int dash = rest.IndexOf('-');
        if (dash >= 0)
        {
            if (!AreIdentifiers(rest[(dash + 1)..], numbersMayLeadWithZero: false))
            {
                return false;
            }

            rest = rest[..dash];
        }

        int parts = 0;
        foreach (Range range in rest.Split('.'))
        {
            parts++;
            if (!IsNumber(rest[range]))
            {
                return false;
            }
        }

        return parts == 3;
    }

    private static bool AreIdentifiers(ReadOnlySpan<char> text, bool numbersMayLeadWithZero)
    {
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            if (part.IsEmpty || part.ContainsAnyExcept(s_identifier)
                || (!numbersMayLeadWithZero && !part.ContainsAnyExceptInRange('0', '9') && !IsNumber(part)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
        => text.Length is > 0 and <= 9 && !text.ContainsAnyExceptInRange('0', '9') && (text.Length == 1 || text[0] != '0');

    private static readonly System.Buffers.SearchValues<char> s_identifier
        = System.Buffers.SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
}
