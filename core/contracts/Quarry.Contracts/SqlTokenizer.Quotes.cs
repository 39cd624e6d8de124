namespace Quarry.Contracts;

/// <summary>Strings, quoted identifiers and comments: what must be closed.</summary>
public ref partial struct SqlTokenizer
{
    private SqlTokenKind Quoted(SqlTokenKind kind, char close, bool backslash, int prefix)
    {
        int start = _position;
        int at = start + prefix + 1;
        while (true)
        {
            ReadOnlySpan<char> rest = _text[at..];
            int found = backslash ? rest.IndexOfAny(close, '\\') : rest.IndexOf(close);
            if (found < 0)
            {
                return Unterminated(kind == SqlTokenKind.String ? "string" : "quoted identifier", close.ToString());
            }

            at += found + 1;
            if (_text[at - 1] != close || (at < _text.Length && _text[at] == close))
            {
                // An escaped character, or a doubled quote. A backslash at the very end leaves nothing to escape.
                at = Math.Min(at + 1, _text.Length);
                continue;
            }

            _position = at;
            return kind;
        }
    }

    /// <summary>Oracle's <c>q'[ … ]'</c>.</summary>
    private SqlTokenKind AlternativeQuoted(int prefix)
    {
        int start = _position;
        int open = start + prefix + 1;
        if (open >= _text.Length || SqlChars.IsSpace(_text[open]))
        {
            return Unterminated("q-quoted string", "delimiter after q'");
        }

        char close = _text[open] switch { '[' => ']', '(' => ')', '{' => '}', '<' => '>', char same => same };
        int length = _text[(open + 1)..].IndexOf([close, '\'']);
        if (length < 0)
        {
            return Unterminated("q-quoted string", close + "'");
        }

        _position = open + 1 + length + 2;
        return SqlTokenKind.String;
    }

    /// <summary>The length of <c>$tag$</c> here, or 0 if there is none.</summary>
    private readonly int DollarTagLength()
    {
        int at = _position + 1;
        if (at < _text.Length && SqlChars.IsWordStart(_text[at]))
        {
            while (at < _text.Length && _text[at] != '$' && SqlChars.IsNamePart(_text[at]))
            {
                at++;
            }
        }

        return at < _text.Length && _text[at] == '$' ? at + 1 - _position : 0;
    }

    private SqlTokenKind DollarQuoted(int tagLength)
    {
        int start = _position;
        ReadOnlySpan<char> tag = _text.Slice(start, tagLength);
        int at = start + tagLength;
        while (_text[at..].IndexOf('$') is >= 0 and var found)
        {
            // Between its ends a tag holds no $, so a comparison ends at the text's next one at the latest: the whole search stays linear.
            at += found;
            if (_text[at..].StartsWith(tag))
            {
                _position = at + tagLength;
                return SqlTokenKind.String;
            }

            at++;
        }

        return Unterminated("dollar-quoted string", tag.Length <= 64 ? tag.ToString() : "its tag");
    }

    private SqlTokenKind Unterminated(string what, string missing)
    {
        Missing = (what, missing);
        _position = _text.Length;
        return SqlTokenKind.Unterminated;
    }

    private SqlTokenKind LineComment()
    {
        int end = _text[_position..].IndexOfAny('\n', '\r');
        _position = end < 0 ? _text.Length : _position + end;
        return SqlTokenKind.Comment;
    }

    private SqlTokenKind BlockComment()
    {
        int start = _position;
        int at = start + 2;
        int depth = 1;
        while (true)
        {
            int found = _text[at..].IndexOfAny('*', '/');
            if (found < 0 || at + found + 1 >= _text.Length)
            {
                return Unterminated("comment", depth == 1 ? "*/" : $"*/ ({depth} nested comments are open)");
            }

            at += found + 1;
            if (_text[at - 1] == '*' && _text[at] == '/')
            {
                at++;
                if (--depth == 0)
                {
                    _position = at;
                    return SqlTokenKind.Comment;
                }
            }
            else if (_lexicon.NestedComments && _text[at - 1] == '/' && _text[at] == '*')
            {
                at++;
                depth++;
            }
        }
    }
}
