namespace Quarry.Contracts;

/// <summary>Cuts SQL into tokens, each character in exactly one, in linear time and without allocation.</summary>
/// <remarks>
/// What is no marker: a prefix directly after an operand (<c>a:b</c>, <c>1:2</c>, <c>]:n</c>, <c>user@host</c>, <c>a$1</c>), <c>::</c>, <c>:=</c>,
/// <c>@@name</c>, <c>:1</c> within square brackets (an array slice), and <c>?</c> where the lexicon calls it an operator; there it needs no
/// escape, and <c>??</c> has no meaning of its own. A marker's name consists of letters, digits, <c>_</c> and <c>$</c>.
/// </remarks>
public ref partial struct SqlTokenizer
{
    private readonly ReadOnlySpan<char> _text;
    private readonly SqlLexicon _lexicon;
    private int _position;
    private int _brackets;
    private bool _afterOperand;

    /// <summary>Starts at the beginning of a text.</summary>
    /// <param name="text">The SQL.</param>
    /// <param name="lexicon">The rules of the database.</param>
    public SqlTokenizer(ReadOnlySpan<char> text, SqlLexicon lexicon)
    {
        ArgumentNullException.ThrowIfNull(lexicon);
        _text = text;
        _lexicon = lexicon;
    }

    /// <summary>What a text lacks whose last token is <see cref="SqlTokenKind.Unterminated"/>: what began there and what would end it. Else null.</summary>
    public (string What, string Missing)? Missing { get; private set; }

    /// <summary>Reads the next token.</summary>
    /// <param name="token">The token.</param>
    /// <returns>False at the end of the text.</returns>
    public bool Next(out SqlToken token)
    {
        int start = _position;
        if (start == _text.Length)
        {
            token = default;
            return false;
        }

        SqlTokenKind kind = Scan(_text[start]);
        token = new(kind, start, _position - start);
        _afterOperand = kind switch
        {
            SqlTokenKind.Symbol => _text[start] == ']',
            SqlTokenKind.Whitespace or SqlTokenKind.Comment or SqlTokenKind.Semicolon or SqlTokenKind.OpenParenthesis => false,
            _ => true,
        };
        return true;
    }

    private SqlTokenKind Scan(char first)
    {
        char second = Peek(1);
        switch (first)
        {
            case '\'':
                return Quoted(SqlTokenKind.String, '\'', _lexicon.BackslashEscapes, prefix: 0);
            case '"' or '`' or '[' when _lexicon.IdentifierQuotes.Contains(first):
                return Quoted(SqlTokenKind.QuotedIdentifier, first == '[' ? ']' : first, backslash: false, prefix: 0);
            case '"':
                // Where it quotes no identifier it quotes a string (MySQL).
                return Quoted(SqlTokenKind.String, '"', _lexicon.BackslashEscapes, prefix: 0);
            case '-' when second == '-' && (!_lexicon.HashComments || Peek(2) is var third && (third == '\0' || SqlChars.IsSpace(third))):
                // MySQL, the one with # comments, reads 5--3 as 5 - -3.
                return LineComment();
            case '#' when _lexicon.HashComments:
                return LineComment();
            case '/' when second == '*':
                return BlockComment();
            case ';':
                return Take(SqlTokenKind.Semicolon, 1);
            case '(':
                return Take(SqlTokenKind.OpenParenthesis, 1);
            case ')':
                return Take(SqlTokenKind.CloseParenthesis, 1);
            case '[':
                _brackets++;
                return Take(SqlTokenKind.Symbol, 1);
            case ']':
                _brackets = Math.Max(0, _brackets - 1);
                return Take(SqlTokenKind.Symbol, 1);
            case '?' when !_lexicon.QuestionMarkIsOperator:
                return char.IsAsciiDigit(second) ? NumberedMarker() : Take(SqlTokenKind.PlainMarker, 1);
            case '$' when _lexicon.DollarQuotes && DollarTagLength() is > 0 and var length:
                return DollarQuoted(length);
            case '$' when _lexicon.DollarNumbers && char.IsAsciiDigit(second) && !_afterOperand:
                return NumberedMarker();
            case '.' when char.IsAsciiDigit(second) && !_afterOperand:
                return Number();
        }

        return SqlChars.IsWordStart(first) ? Word(first, second)
            : char.IsAsciiDigit(first) ? Number()
            : SqlChars.IsSpace(first) ? Whitespace()
            : Prefixed(first, second);
    }

    /// <summary>A named marker, or an operator that looks like the start of one.</summary>
    private SqlTokenKind Prefixed(char first, char second)
    {
        if (first is ':' or '@' && second == first)
        {
            return first == '@' && SqlChars.IsWordStart(Peek(2)) ? TakeName(SqlTokenKind.Word, 2) : Take(SqlTokenKind.Symbol, 2);
        }

        if (first == ':' && second == '=')
        {
            return Take(SqlTokenKind.Symbol, 2);
        }

        if (!_afterOperand && _lexicon.ParameterPrefixes.Contains(first))
        {
            if (SqlChars.IsWordStart(second))
            {
                return TakeName(SqlTokenKind.NamedMarker, 1);
            }

            if (first == ':' && char.IsAsciiDigit(second) && _brackets == 0)
            {
                return NumberedMarker();
            }
        }

        return Take(SqlTokenKind.Symbol, 1);
    }

    private SqlTokenKind Word(char first, char second)
    {
        if (second == '\'')
        {
            switch (char.ToUpperInvariant(first))
            {
                case 'E' when _lexicon.EscapeStrings:
                    return Quoted(SqlTokenKind.String, '\'', backslash: true, prefix: 1);
                case 'Q' when _lexicon.AlternativeQuotes:
                    return AlternativeQuoted(prefix: 1);
                case 'N' or 'B' or 'X':
                    return Quoted(SqlTokenKind.String, '\'', _lexicon.BackslashEscapes, prefix: 1);
            }
        }
        else if (_lexicon.AlternativeQuotes && first is 'n' or 'N' && second is 'q' or 'Q' && Peek(2) == '\'')
        {
            return AlternativeQuoted(prefix: 2);
        }

        _position++;
        while (_position < _text.Length && (SqlChars.IsNamePart(_text[_position]) || (_text[_position] == '#' && !_lexicon.HashComments)))
        {
            _position++;
        }

        return SqlTokenKind.Word;
    }

    private SqlTokenKind Number()
    {
        if (Peek(0) == '0' && Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(Peek(2)))
        {
            _position += 2;
            while (char.IsAsciiHexDigit(Peek(0)))
            {
                _position++;
            }

            return SqlTokenKind.Number;
        }

        Digits();
        if (Peek(0) == '.' && Peek(1) != '.')
        {
            _position++;
            Digits();
        }

        if (Peek(0) is 'e' or 'E' && (char.IsAsciiDigit(Peek(1)) || (Peek(1) is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
        {
            _position += 2;
            Digits();
        }

        return SqlTokenKind.Number;
    }

    private void Digits()
    {
        while (char.IsAsciiDigit(Peek(0)) || (Peek(0) == '_' && char.IsAsciiDigit(Peek(1))))
        {
            _position++;
        }
    }

    private SqlTokenKind NumberedMarker()
    {
        _position++;
        while (char.IsAsciiDigit(Peek(0)))
        {
            _position++;
        }

        return SqlTokenKind.NumberedMarker;
    }

    private SqlTokenKind Whitespace()
    {
        while (_position < _text.Length && SqlChars.IsSpace(_text[_position]))
        {
            _position++;
        }

        return SqlTokenKind.Whitespace;
    }

    private SqlTokenKind TakeName(SqlTokenKind kind, int prefix)
    {
        _position += prefix;
        while (_position < _text.Length && SqlChars.IsNamePart(_text[_position]))
        {
            _position++;
        }

        return kind;
    }

    private SqlTokenKind Take(SqlTokenKind kind, int length)
    {
        _position += length;
        return kind;
    }

    /// <summary>A character ahead, or NUL beyond the end.</summary>
    private readonly char Peek(int ahead) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';
}
