using System.Text;
using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>SQL text without what it says about its data: literals become <c>?</c>, comments go, whitespace shrinks to one space.</summary>
/// <remarks>Unquoted secrets go too: what follows IDENTIFIED BY and PASSWORD, and the value of a PRAGMA (an encryption key may stand there).</remarks>
internal static class SqlSanitizer
{
    /// <summary>Sanitises a text.</summary>
    public static string Sanitize(ParsedSql sql)
    {
        ReadOnlySpan<char> text = sql.Text;
        var result = new StringBuilder(text.Length);
        var tokens = new SqlTokenizer(text, sql.Lexicon);
        bool space = false;
        var secrets = new SecretWords();
        while (tokens.Next(out SqlToken token))
        {
            if (token.Kind is SqlTokenKind.Whitespace or SqlTokenKind.Comment)
            {
                space = result.Length > 0;
                continue;
            }

            if (space)
            {
                result.Append(' ');
                space = false;
            }

            bool secret = secrets.IsSecret(token, SqlKeywords.Find(token, text), text[token.Start]);
            if (secret || token.Kind is SqlTokenKind.String or SqlTokenKind.Number)
            {
                result.Append('?');
            }
            else
            {
                result.Append(token.In(text));
            }
        }

        return result.ToString();
    }

    /// <summary>Tells which identifiers stand where a password does.</summary>
    private struct SecretWords
    {
        private SqlKeyword _previous;
        private bool _started;
        private bool _inPragma;
        private bool _inPragmaValue;
        private bool _next;

        public bool IsSecret(SqlToken token, SqlKeyword keyword, char first)
        {
            if (token.Kind == SqlTokenKind.Semicolon)
            {
                this = default;
                return false;
            }

            _inPragma |= !_started && keyword == SqlKeyword.Pragma;
            _started = true;
            bool name = token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;
            bool secret = name && (_next || _inPragmaValue);
            _inPragmaValue |= _inPragma && (first == '=' || token.Kind == SqlTokenKind.OpenParenthesis);
            _next = keyword == SqlKeyword.Password || (keyword == SqlKeyword.By && _previous == SqlKeyword.Identified) || (_next && !name && first == '=');
            _previous = keyword;
            return secret;
        }
    }
}
