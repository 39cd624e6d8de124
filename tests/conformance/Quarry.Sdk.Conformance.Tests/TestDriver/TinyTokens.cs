using System.Text;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>Cuts the test driver's SQL into words.</summary>
internal sealed class TinyTokens(string sql)
{
    private int _at;

    /// <summary>1-based, for errors.</summary>
    public int Position => SkipSpace() + 1;

    public bool AtEnd => SkipSpace() == sql.Length;

    public bool Take(string word)
    {
        int start = SkipSpace();
        if (string.Compare(sql, start, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0
            || (char.IsLetter(word[0]) && start + word.Length < sql.Length && char.IsLetterOrDigit(sql[start + word.Length])))
        {
            return false;
        }

        _at = start + word.Length;
        return true;
    }

    public void Need(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (!Take(word))
            {
                throw TinyError.Syntax($"expected {word}", Position);
            }
        }
    }

    public bool IsNext(char character) => SkipSpace() < sql.Length && sql[_at] == character;

    public string Name() => IsNext('"') ? Quoted('"') : Word();

    public string Text() => Quoted('\'');

    public string Word()
    {
        int start = SkipSpace();
        while (_at < sql.Length && (char.IsLetterOrDigit(sql[_at]) || sql[_at] == '_'))
        {
            _at++;
        }

        return _at > start ? sql[start.._at] : throw TinyError.Syntax("expected a word", start + 1);
    }

    public long Number() => long.TryParse(Word(), out long number) ? number : throw TinyError.Syntax("expected a number", _at);

    /// <summary>A type, with whatever stands in its brackets.</summary>
    public string Type()
    {
        int start = SkipSpace();
        for (int depth = 0; _at < sql.Length; _at++)
        {
            char c = sql[_at];
            if (depth == 0 && (c is ',' or ')' || char.IsWhiteSpace(c)))
            {
                break;
            }

            depth += c is '(' or '[' or '<' ? 1 : c is ')' or ']' or '>' ? -1 : 0;
        }

        return sql[start.._at];
    }

    private string Quoted(char quote)
    {
        int start = SkipSpace();
        var text = new StringBuilder();
        for (_at = start + 1; _at < sql.Length; _at++)
        {
            if (sql[_at] != quote)
            {
                text.Append(sql[_at]);
            }
            else if (_at + 1 < sql.Length && sql[_at + 1] == quote)
            {
                text.Append(sql[_at++]);
            }
            else
            {
                _at++;
                return text.ToString();
            }
        }

        throw TinyError.Syntax("a quote is not closed", start + 1);
    }

    private int SkipSpace()
    {
        while (_at < sql.Length && char.IsWhiteSpace(sql[_at]))
        {
            _at++;
        }

        return _at;
    }
}
