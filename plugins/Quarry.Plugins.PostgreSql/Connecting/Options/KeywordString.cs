using System.Text;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Connecting.Options;

/// <summary>Reads <c>host=db port=5432 application_name='my app'</c>. Source: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE.</summary>
internal static class KeywordString
{
    /// <summary>Reads the pairs in their order. Errors show positions and names, never values.</summary>
    /// <exception cref="Contracts.QuarryException">It is malformed (User).</exception>
    public static IEnumerable<(string Name, string Value)> Read(string text)
    {
        int at = SkipSpace(text, 0);
        while (at < text.Length)
        {
            int start = at;
            while (at < text.Length && text[at] != '=' && !char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            string name = text[start..at];
            at = SkipSpace(text, at);
            if (name.Length == 0 || at == text.Length || text[at] != '=')
            {
                throw OptionErrors.KeywordWithoutValue(start);
            }

            (string value, at) = Value(text, SkipSpace(text, at + 1), name);
            yield return (name, value);
            at = SkipSpace(text, at);
        }
    }

    private static (string Value, int Next) Value(string text, int at, string name)
    {
        bool quoted = at < text.Length && text[at] == '\'';
        at += quoted ? 1 : 0;
        var value = new StringBuilder();
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (quoted ? c == '\'' : char.IsWhiteSpace(c))
            {
                return (value.ToString(), at + 1);
            }

            if (c == '\\' && ++at == text.Length)
            {
                break;
            }

            value.Append(text[at]);
        }

        return quoted ? throw OptionErrors.KeywordQuote(name) : (value.ToString(), text.Length);
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}
