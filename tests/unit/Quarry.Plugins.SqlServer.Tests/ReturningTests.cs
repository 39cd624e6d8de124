using CsCheck;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Quarry.Plugins.SqlServer.Tests;

/// <summary>OUTPUT: https://learn.microsoft.com/sql/t-sql/queries/output-clause-transact-sql.</summary>
public sealed class ReturningTests
{
    private static readonly SqlServerDialect s_dialect = new();

    [Theory]
    [InlineData("INSERT INTO t (a, b) VALUES (@p1, @p2)", "INSERT INTO t (a, b) OUTPUT INSERTED.[a] VALUES (@p1, @p2)")]
    [InlineData("insert t values (1)", "insert t OUTPUT INSERTED.[a] values (1)")]
    [InlineData("INSERT INTO [d].dbo.[t] DEFAULT VALUES", "INSERT INTO [d].dbo.[t] OUTPUT INSERTED.[a] DEFAULT VALUES")]
    [InlineData("INSERT INTO d..t (a) SELECT 'VALUES' FROM u", "INSERT INTO d..t (a) OUTPUT INSERTED.[a] SELECT 'VALUES' FROM u")]
    [InlineData("INSERT TOP (3) PERCENT INTO #t WITH (TABLOCK) (a) SELECT a FROM u", "INSERT TOP (3) PERCENT INTO #t WITH (TABLOCK) (a) OUTPUT INSERTED.[a] SELECT a FROM u")]
    [InlineData("WITH c AS (SELECT 1 AS x) INSERT INTO t SELECT x FROM c", "WITH c AS (SELECT 1 AS x) INSERT INTO t OUTPUT INSERTED.[a] SELECT x FROM c")]
    [InlineData("UPDATE t SET a = 1", "UPDATE t SET a = 1\nOUTPUT INSERTED.[a]")]
    [InlineData("UPDATE t SET a = 1 -- all", "UPDATE t SET a = 1 -- all\nOUTPUT INSERTED.[a]")]
    [InlineData("UPDATE t SET a = (SELECT max(b) FROM u WHERE u.c = t.c), b = 2 WHERE d = 3", "UPDATE t SET a = (SELECT max(b) FROM u WHERE u.c = t.c), b = 2 OUTPUT INSERTED.[a] WHERE d = 3")]
    [InlineData("UPDATE x SET a = u.a FROM t AS x JOIN u ON u.b = x.b WHERE x.c = 1", "UPDATE x SET a = u.a OUTPUT INSERTED.[a] FROM t AS x JOIN u ON u.b = x.b WHERE x.c = 1")]
    [InlineData("UPDATE t SET a = CASE WHEN b IS DISTINCT FROM c THEN 1 ELSE 2 END WHERE d = 1", "UPDATE t SET a = CASE WHEN b IS DISTINCT FROM c THEN 1 ELSE 2 END OUTPUT INSERTED.[a] WHERE d = 1")]
    [InlineData("UPDATE TOP (1) t WITH (ROWLOCK) SET a = 1 OPTION (MAXDOP 1)", "UPDATE TOP (1) t WITH (ROWLOCK) SET a = 1 OUTPUT INSERTED.[a] OPTION (MAXDOP 1)")]
    [InlineData("DELETE FROM t", "DELETE FROM t\nOUTPUT DELETED.[a]")]
    [InlineData("DELETE t WHERE a IN (SELECT a FROM u WHERE b = 1)", "DELETE t OUTPUT DELETED.[a] WHERE a IN (SELECT a FROM u WHERE b = 1)")]
    [InlineData("DELETE x FROM t AS x WHERE x.a = 1", "DELETE x OUTPUT DELETED.[a] FROM t AS x WHERE x.a = 1")]
    [InlineData("WITH c AS (SELECT * FROM t WHERE a = 1) DELETE FROM c", "WITH c AS (SELECT * FROM t WHERE a = 1) DELETE FROM c\nOUTPUT DELETED.[a]")]
    public void OUTPUT_stands_at_the_place_of_the_grammar(string sql, string expected)
    {
        s_dialect.Returning(sql, ["a"]).Should().Be(expected);
        Output(expected).SelectColumns.Should().ContainSingle();
    }

    [Theory]
    [InlineData("INSERT INTO t EXEC p")]
    [InlineData("INSERT INTO t (SELECT a FROM u)")]
    [InlineData("INSERT INTO t (a) ((SELECT f(a) FROM u))")]
    [InlineData("INSERT INTO OPENQUERY(s, 'select a from t') VALUES (1)")]
    [InlineData("INSERT INTO @t VALUES (1)")]
    [InlineData("INSERT INTO t (a) OUTPUT INSERTED.a VALUES (1)")]
    [InlineData("INSERT INTO u SELECT a FROM (DELETE FROM t OUTPUT DELETED.a) AS d")]
    [InlineData("UPDATE STATISTICS t")]
    [InlineData("UPDATE t SET")]
    [InlineData("UPDATE t SET a = 1 SELECT a FROM t")]
    [InlineData("UPDATE t SET a = 1; DELETE FROM u")]
    [InlineData("DELETE FROM t SELECT 1")]
    [InlineData("DELETE FROM OPENQUERY(s, 'select a from t')")]
    [InlineData("MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE;")]
    [InlineData("SELECT a FROM t")]
    [InlineData("WITH c AS (SELECT 1 AS x) SELECT x FROM c")]
    [InlineData("IF 1 = 1 DELETE FROM t")]
    [InlineData("DECLARE @x int")]
    [InlineData("INSERT INTO t VALUES ('a)")]
    [InlineData("")]
    public void What_has_no_certain_place_is_left_alone(string sql) => s_dialect.Returning(sql, ["a"]).Should().BeNull();

    [Fact]
    public void No_columns_are_all_of_them_and_several_are_a_list()
    {
        s_dialect.Returning("DELETE FROM t", []).Should().Be("DELETE FROM t\nOUTPUT DELETED.*");
        s_dialect.Returning("UPDATE t SET a = 1", ["a", "b]c"]).Should().Be("UPDATE t SET a = 1\nOUTPUT INSERTED.[a], INSERTED.[b]]c]");
    }

    [Fact]
    public void Every_statement_keeps_its_meaning_whatever_the_names_are()
    {
        Gen<string> name = TSql.OneOf(TSql.Names);
        Gen.Select(name, name, name, Gen.Int[0, 2]).Sample(
            value =>
            {
                (string schema, string table, string column, int kind) = value;
                string target = s_dialect.QuoteTable(new() { Schema = schema, Name = table });
                string quoted = s_dialect.QuoteIdentifier(column);
                string sql = kind switch
                {
                    0 => $"INSERT INTO {target} ({quoted}) VALUES (@p1)",
                    1 => $"UPDATE {target} SET {quoted} = @p1 WHERE {quoted} IN (SELECT {quoted} FROM {target})",
                    _ => $"DELETE FROM {target} WHERE {quoted} = @p1",
                };
                var reference = (ColumnReferenceExpression)((SelectScalarExpression)Output(s_dialect.Returning(sql, [column])!).SelectColumns[0]).Expression;
                reference.MultiPartIdentifier.Identifiers.Select(part => part.Value).Should().Equal(kind == 2 ? "DELETED" : "INSERTED", column);
            },
            iter: 300);
    }

    private static OutputClause Output(string sql)
    {
        // IS DISTINCT FROM came with SQL Server 2022.
        using var reader = new StringReader(sql);
        var script = (TSqlScript)new TSql170Parser(initialQuotedIdentifiers: true).Parse(reader, out IList<ParseError> errors);
        errors.Select(error => error.Message).Should().BeEmpty("the grammar takes: {0}", sql);
        DataModificationSpecification change = script.Batches.Single().Statements.Should().ContainSingle().Subject switch
        {
            InsertStatement insert => insert.InsertSpecification,
            UpdateStatement update => update.UpdateSpecification,
            DeleteStatement delete => delete.DeleteSpecification,
            var other => throw new InvalidOperationException($"{other.GetType()} changes no rows."),
        };
        change.OutputClause.Should().NotBeNull("OUTPUT is a clause of the outer statement: {0}", sql);
        return change.OutputClause;
    }
}
