namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>Cuts a text into its statements: the extended protocol takes one at a time.</summary>
/// <remarks>Source of the lexical rules: https://www.postgresql.org/docs/current/sql-syntax-lexical.html; of <c>BEGIN ATOMIC … END</c>: sql-createfunction.html.</remarks>
internal ref struct StatementSplitter(ReadOnlySpan<char> sql)
{
    private readonly ReadOnlySpan<char> _sql = sql;
    private int _at;

    /// <summary>The statements that are not blank, each with where it starts; one empty statement if there is none.</summary>
    public static IReadOnlyList<(int Start, string Sql)> Split(string sql)
    {
        var statements = new List<(int, string)>();
        var splitter = new StatementSplitter(sql);
        while (splitter.Next(out int start, out int end, out bool blank))
        {
            if (!blank)
            {
                statements.Add((start, start == 0 && end == sql.Length ? sql : sql[start..end]));
            }
        }

        return statements.Count > 0 ? statements : [(0, "")];
    }

    /// <summary>The first two words of a statement in capitals, or "" where there is none.</summary>
    public static (string First, string Second) FirstWords(string sql)
    {
        var splitter = new StatementSplitter(sql);
        return (splitter.NextWord(), splitter.NextWord());
    }

    private string NextWord()
    {
        while (_at < _sql.Length && (char.IsWhiteSpace(_sql[_at]) || _sql[_at] == ';' || Comment()))
        {
            _at += _at < _sql.Length && (char.IsWhiteSpace(_sql[_at]) || _sql[_at] == ';') ? 1 : 0;
        }

        return Word().ToString().ToUpperInvariant();
    }

    private bool Next(out int start, out int end, out bool blank)
    {
        (start, end, blank) = (_at, _at, true);
        if (_at >= _sql.Length)
        {
            return false;
        }

        int depth = 0;
        int words = 0;
        bool creates = false;
        bool begin = false;
        while (_at < _sql.Length)
        {
            char c = _sql[_at];
            if (c == ';' && depth == 0)
            {
                end = _at++;
                return true;
            }

            if (char.IsWhiteSpace(c) || Comment())
            {
                _at += char.IsWhiteSpace(c) ? 1 : 0;
                continue;
            }

            blank = false;
            if (c is '\'' or '"')
            {
                Quoted(c, escapes: c == '\'' && IsEscapeString());
            }
            else if (char.IsLetter(c) || c == '_')
            {
                ReadOnlySpan<char> word = Word();
                creates |= words++ == 0 && word.Equals("create", StringComparison.OrdinalIgnoreCase);
                // Only the body of a routine holds semicolons, and in it only CASE has an END of its own.
                depth += creates && begin && word.Equals("atomic", StringComparison.OrdinalIgnoreCase) ? 1
                    : depth > 0 && word.Equals("case", StringComparison.OrdinalIgnoreCase) ? 1
                    : depth > 0 && word.Equals("end", StringComparison.OrdinalIgnoreCase) ? -1
                    : 0;
                begin = word.Equals("begin", StringComparison.OrdinalIgnoreCase);
            }
            else if (c != '$' || !DollarQuoted())
            {
                _at++;
            }
        }

        end = _at;
        return true;
    }

    private bool Comment()
    {
        ReadOnlySpan<char> rest = _sql[_at..];
        if (rest.StartsWith("--"))
        {
            int line = rest.IndexOfAny('\n', '\r');
            _at = line < 0 ? _sql.Length : _at + line;
            return true;
        }

        if (!rest.StartsWith("/*"))
        {
            return false;
        }

        int depth = 0;
        do
        {
            rest = _sql[_at..];
            int step = rest.StartsWith("/*") ? 1 : rest.StartsWith("*/") ? -1 : 0;
            depth += step;
            _at += step == 0 ? 1 : 2;
        }
        while (depth > 0 && _at < _sql.Length);
        return true;
    }

    private readonly bool IsEscapeString()
        => _at > 0 && _sql[_at - 1] is 'e' or 'E' && (_at == 1 || !IsWordPart(_sql[_at - 2]));

    private void Quoted(char quote, bool escapes)
    {
        for (_at++; _at < _sql.Length; _at++)
        {
            if (escapes && _sql[_at] == '\\')
            {
                _at++;
            }
            else if (_sql[_at] == quote)
            {
                if (_at + 1 >= _sql.Length || _sql[_at + 1] != quote)
                {
                    break;
                }

                _at++;
            }
        }

        _at = Math.Min(_at + 1, _sql.Length);
    }

    private bool DollarQuoted()
    {
        int close = _sql[(_at + 1)..].IndexOf('$');
        if (close < 0 || (_at > 0 && IsWordPart(_sql[_at - 1])))
        {
            return false;
        }

        ReadOnlySpan<char> tag = _sql.Slice(_at, close + 2);
        for (int i = 1; i < tag.Length - 1; i++)
        {
            if (!IsWordPart(tag[i]) || (i == 1 && char.IsDigit(tag[i])))
            {
                return false;
            }
        }

        int body = _at + tag.Length;
        int end = _sql[body..].IndexOf(tag);
        _at = end < 0 ? _sql.Length : body + end + tag.Length;
        return true;
    }

    private ReadOnlySpan<char> Word()
    {
        int start = _at;
        while (_at < _sql.Length && (IsWordPart(_sql[_at]) || _sql[_at] == '$'))
        {
            _at++;
        }

        return _sql[start.._at];
    }

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c == '_';
}
