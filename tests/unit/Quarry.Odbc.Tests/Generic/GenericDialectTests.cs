using System.Data;
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

    [Theory]
    [InlineData("10", IsolationLevel.Unspecified, true)]
    [InlineData("10", IsolationLevel.ReadCommitted, true)]
    [InlineData("10", IsolationLevel.Serializable, true)]
    [InlineData("10", IsolationLevel.RepeatableRead, false)]
    [InlineData("10", IsolationLevel.Chaos, false)]
    [InlineData("0", IsolationLevel.Unspecified, true)]
    public void A_transaction_has_the_isolation_that_the_driver_offers(string offered, IsolationLevel asked, bool expected)
    {
        GenericDialect dialect = Of("\"", (GenericDialect.IsolationsFact, offered));
        (dialect.BeginTransaction(new() { Isolation = asked }) is not null).Should().Be(expected);
        dialect.BeginTransaction(new() { Isolation = asked, ReadOnly = true }).Should().BeNull();
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("2", true)]
    [InlineData("3", false)]
    [InlineData("4", true)]
    public void Names_are_compared_as_the_driver_says(string identifierCase, bool ignores)
        => Of("\"", (GenericDialect.CaseFact, identifierCase)).NameComparer.Equals("a", "A").Should().Be(ignores);

    private static GenericDialect Of(string quote, params (string Name, string Value)[] facts) => new(new()
    {
        Product = "x",
        Version = new(1, 0),
        Facts = facts.Append((GenericDialect.QuoteFact, quote)).ToDictionary(fact => fact.Item1, fact => fact.Item2),
    });
}
