using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql;

/// <summary>PostgreSQL's SQL. Source: https://www.postgresql.org/docs/current/sql-syntax-lexical.html.</summary>
public sealed class PostgreSqlDialect : Dialect
{
    /// <inheritdoc/>
    public override SqlLexicon Lexicon { get; } = new()
    {
        EscapeStrings = true,
        DollarQuotes = true,
        NestedComments = true,
        QuestionMarkIsOperator = true,
        DollarNumbers = true,
    };

    /// <inheritdoc/>
    public override string ParameterMarker(int position) => string.Create(CultureInfo.InvariantCulture, $"${position}");
}
