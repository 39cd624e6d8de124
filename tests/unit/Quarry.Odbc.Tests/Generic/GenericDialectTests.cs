using Quarry.Contracts;
using Quarry.Odbc.Generic;

namespace Quarry.Odbc.Tests.Generic;

public sealed class GenericDialectTests
{
    [Theory]
    [InlineData("\"", "a\"b", "\"a\"\"b\"")]
    [InlineData("`", "a`b", "`a``b`")]
    [InlineData("", "a", "a")]
    public void Identifiers_are_quoted_as_the_driver_says(string quote, string name, string expected) => Of(quote).QuoteIdentifier(name).Should().Be(expected);

    [Fact]
    public void What_databases_write_each_in_their_own_way_is_not_offered()
    {
        GenericDialect dialect = Of("\"");
        (dialect.Savepoint("s"), dialect.RollbackTo("s"), dialect.ReleaseSavepoint("s"), dialect.DropTable(new() { Name = "t" }), dialect.Limit("select 1", 1), dialect.FindTableSql)
            .Should().Be((null, null, null, null, null, null));
        dialect.ParameterMarker(3).Should().Be("?");
    }

    [Fact]
    public void Backticks_bring_the_words_of_MySQL_with_them()
    {
        Of("`").Lexicon.Should().Match<SqlLexicon>(lexicon => lexicon.BackslashEscapes && lexicon.HashComments && lexicon.IdentifierQuotes == "`");
        Of("\"").Lexicon.Should().Match<SqlLexicon>(lexicon => !lexicon.BackslashEscapes && !lexicon.HashComments && lexicon.IdentifierQuotes.Contains('['));
    }

    private static GenericDialect Of(string quote)
        => new(new() { Product = "x", Version = new(1, 0), Facts = new Dictionary<string, string> { [GenericDialect.QuoteFact] = quote } });
}
