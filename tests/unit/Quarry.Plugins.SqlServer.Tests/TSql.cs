using CsCheck;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Tests;

/// <summary>Microsoft's own parser: what it does not take, no server does.</summary>
internal static class TSql
{
    /// <summary>Names that tear what quotes them wrongly.</summary>
    public static readonly string[] Names =
    [
        "a", "order", "two words", "it's", "a]b", "]", "[", "a]]b", "\"", "a\"b", "--", "/*", "*/", "a;b", "müller", "数据", "😀", "?", "@p1", ":x", "$1", "a.b", "#c", "select * from t", "\t", "\n", "''", "]];drop table t--",
        new('n', 128),
    ];

    /// <summary>One of some texts.</summary>
    public static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    /// <summary>The statements of a text, by the grammars of SQL Server 2016 and 2025.</summary>
    public static IList<TSqlStatement> Parse(string sql)
    {
        Errors(new TSql130Parser(initialQuotedIdentifiers: true), sql, out _);
        Errors(new TSql170Parser(initialQuotedIdentifiers: true), sql, out TSqlFragment fragment);
        return [.. ((TSqlScript)fragment).Batches.SelectMany(batch => batch.Statements)];
    }

    /// <summary>The one statement of a text.</summary>
    public static TStatement One<TStatement>(string sql)
        where TStatement : TSqlStatement
        => Parse(sql).Should().ContainSingle("it is one statement: {0}", sql).Which.Should().BeOfType<TStatement>().Subject;

    /// <summary>The one query of a text.</summary>
    public static QueryExpression Query(string sql) => One<SelectStatement>(sql).QueryExpression;

    /// <summary>ODBC's markers as the server sees them.</summary>
    public static string Marked(string sql, SqlLexicon lexicon)
    {
        var text = new System.Text.StringBuilder();
        var tokens = new SqlTokenizer(sql, lexicon);
        int number = 0;
        while (tokens.Next(out SqlToken token))
        {
            text.Append(token.Kind == SqlTokenKind.PlainMarker ? $"@P{++number}" : token.In(sql));
        }

        return text.ToString();
    }

    private static void Errors(TSqlParser parser, string sql, out TSqlFragment fragment)
    {
        using var reader = new StringReader(sql);
        fragment = parser.Parse(reader, out IList<ParseError> errors);
        errors.Select(error => $"{error.Line}:{error.Column} {error.Message}").Should().BeEmpty("the grammar takes: {0}", sql);
    }
}
