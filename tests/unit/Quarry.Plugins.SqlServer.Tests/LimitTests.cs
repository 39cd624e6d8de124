using CsCheck;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Quarry.Plugins.Shared;

namespace Quarry.Plugins.SqlServer.Tests;

/// <summary>TOP and OFFSET … FETCH: https://learn.microsoft.com/sql/t-sql/queries/top-transact-sql, https://learn.microsoft.com/sql/t-sql/queries/select-order-by-clause-transact-sql.</summary>
public sealed class LimitTests
{
    private static readonly SqlServerDialect s_dialect = new();

    [Theory]
    [InlineData("SELECT a FROM t", "SELECT TOP (5) a FROM t")]
    [InlineData("select distinct a from t order by a", "select distinct TOP (5) a from t order by a")]
    [InlineData("SELECT ALL a FROM t", "SELECT ALL TOP (5) a FROM t")]
    [InlineData("SELECT*FROM t", "SELECT TOP (5) *FROM t")]
    [InlineData("SELECT/* a */-1 AS x", "SELECT TOP (5) /* a */-1 AS x")]
    [InlineData("SELECT\n-- DISTINCT TOP (1)\n a FROM t -- end", "SELECT TOP (5)\n-- DISTINCT TOP (1)\n a FROM t -- end")]
    [InlineData("/* /* */ SELECT */ SELECT 'SELECT', [TOP], \"OFFSET\" FROM t", "/* /* */ SELECT */ SELECT TOP (5) 'SELECT', [TOP], \"OFFSET\" FROM t")]
    [InlineData("WITH c (x) AS (SELECT TOP (2) a FROM t ORDER BY a), d AS (SELECT 1 AS y UNION SELECT 2) SELECT * FROM c, d ORDER BY x",
        "WITH c (x) AS (SELECT TOP (2) a FROM t ORDER BY a), d AS (SELECT 1 AS y UNION SELECT 2) SELECT TOP (5) * FROM c, d ORDER BY x")]
    [InlineData("SELECT a FROM t WHERE EXISTS (SELECT 1 UNION SELECT 2 ORDER BY 1 OFFSET 1 ROWS)", "SELECT TOP (5) a FROM t WHERE EXISTS (SELECT 1 UNION SELECT 2 ORDER BY 1 OFFSET 1 ROWS)")]
    [InlineData("SELECT a FROM t FOR SYSTEM_TIME AS OF '2024-01-01' AS h", "SELECT TOP (5) a FROM t FOR SYSTEM_TIME AS OF '2024-01-01' AS h")]
    [InlineData("SELECT a FROM t WITH (NOLOCK) GROUP BY a HAVING count(*) > 1", "SELECT TOP (5) a FROM t WITH (NOLOCK) GROUP BY a HAVING count(*) > 1")]
    [InlineData("SELECT q.[k] FROM (\nSELECT 1 AS k -- end\n) q WHERE q.[k] IS NOT NULL", "SELECT TOP (5) q.[k] FROM (\nSELECT 1 AS k -- end\n) q WHERE q.[k] IS NOT NULL")]
    [InlineData("SELECT a FROM t UNION ALL SELECT b FROM u ORDER BY a", "SELECT a FROM t UNION ALL SELECT b FROM u ORDER BY a\nOFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY")]
    [InlineData("SELECT a AS x, t.b FROM t EXCEPT (SELECT 1, 2) -- end", "SELECT TOP (5) * FROM (SELECT a AS x, t.b FROM t EXCEPT (SELECT 1, 2) -- end\n) AS q")]
    [InlineData("WITH c AS (SELECT 1 AS x) SELECT [x]]], \"y\" FROM c UNION SELECT 2, 3", "WITH c AS (SELECT 1 AS x) SELECT TOP (5) * FROM (SELECT [x]]], \"y\" FROM c UNION SELECT 2, 3\n) AS q")]
    public void TOP_stands_where_it_limits_the_whole_query(string sql, string expected)
    {
        s_dialect.Limit(sql, 5).Should().Be(expected);
        TSql.Query(sql);
        TSql.Query(expected);
    }

    [Theory]
    [InlineData("SELECT TOP 3 a FROM t")]
    [InlineData("SELECT DISTINCT TOP (3) PERCENT a FROM t")]
    [InlineData("SELECT a FROM t ORDER BY a OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY")]
    [InlineData("SELECT a FROM t FOR XML PATH('')")]
    [InlineData("SELECT a FROM t FOR JSON AUTO")]
    [InlineData("SELECT a FROM t OPTION (MAXDOP 1)")]
    [InlineData("SELECT a INTO u FROM t")]
    [InlineData("SELECT a FROM t; SELECT b FROM u")]
    [InlineData("SELECT a FROM t SELECT b FROM u")]
    [InlineData("SELECT a FROM t DELETE FROM u")]
    [InlineData("SELECT a FROM t;")]
    [InlineData("WITH c AS (SELECT 1 AS x) DELETE FROM c")]
    [InlineData("WITH c AS (SELECT 1 AS x)")]
    [InlineData("(SELECT a FROM t)")]
    [InlineData("(SELECT a FROM t) UNION (SELECT b FROM u)")]
    [InlineData("EXEC p")]
    [InlineData("INSERT INTO t SELECT 1")]
    [InlineData("SELECT 'a")]
    [InlineData("SELECT (1")]
    [InlineData("SELECT 1)")]
    [InlineData("")]
    [InlineData("-- nothing")]
    public void What_cannot_be_limited_by_tokens_is_left_alone(string sql) => s_dialect.Limit(sql, 5).Should().BeNull();

    [Theory]
    [InlineData("SELECT 1 UNION SELECT 2")]
    [InlineData("SELECT * FROM t UNION SELECT 1")]
    [InlineData("SELECT a, A FROM t UNION SELECT 1, 2")]
    [InlineData("SELECT a.x, [X] FROM t UNION SELECT 1, 2")]
    [InlineData("SELECT a + b FROM t UNION SELECT 1")]
    [InlineData("SELECT count(*) FROM t UNION SELECT 1")]
    [InlineData("SELECT CURRENT_TIMESTAMP UNION SELECT 1")]
    [InlineData("SELECT a COLLATE Latin1_General_BIN FROM t UNION SELECT 'a'")]
    public void Combined_queries_need_a_name_for_each_column(string sql) => s_dialect.Limit(sql, 5).Should().BeNull();

    [Fact]
    public void No_rows_are_a_limit_too()
    {
        s_dialect.Limit("SELECT a FROM t", 0).Should().Be("SELECT TOP (0) a FROM t");
        s_dialect.Limit("SELECT a FROM t UNION SELECT b FROM u ORDER BY a", 0).Should().BeNull("FETCH NEXT 0 ROWS is error 10744");
        s_dialect.Limit("SELECT a FROM t", long.MaxValue).Should().Be("SELECT TOP (9223372036854775807) a FROM t");
        s_dialect.Invoking(dialect => dialect.Limit("SELECT 1", -1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    // https://help.sap.com/docs/SAP_ASE: select [all | distinct] [top unsigned_integer] select_list.
    [Fact]
    public void ASE_writes_TOP_without_parentheses_and_has_no_OFFSET()
    {
        var form = new TopForm(Parentheses: false, OffsetFetch: false, Most: int.MaxValue);
        TopClause.Put("SELECT DISTINCT a FROM t", s_dialect.Lexicon, 5, form).Should().Be("SELECT DISTINCT TOP 5 a FROM t");
        TopClause.Put("SELECT*FROM t", s_dialect.Lexicon, 5, form).Should().Be("SELECT TOP 5 *FROM t");
        TopClause.Put("SELECT a FROM t UNION SELECT b FROM u", s_dialect.Lexicon, 5, form).Should().Be("SELECT TOP 5 * FROM (SELECT a FROM t UNION SELECT b FROM u\n) AS q");
        TopClause.Put("SELECT a FROM t UNION SELECT b FROM u ORDER BY 1", s_dialect.Lexicon, 5, form).Should().BeNull();
        TopClause.Put("SELECT a FROM t", s_dialect.Lexicon, 1L + int.MaxValue, form).Should().BeNull();
    }

    /// <summary>Queries put together at random: what comes out parses, its outermost query is limited, and taking the limit off gives the query back.</summary>
    [Fact]
    public void A_limited_query_is_the_query_with_a_limit()
    {
        Gen<string> name = TSql.OneOf(TSql.Names).Select(new SqlServerDialect().QuoteIdentifier);
        Gen<string> space = TSql.OneOf(" ", "\n", " /* SELECT /* ; */ TOP */ ", " -- UNION ORDER BY\n");
        Gen<string> item = Gen.OneOf(name, name.Select(n => $"1 + (SELECT max({n}) FROM t) AS {n}"), name.Select(n => $"CASE WHEN {n} IS NULL THEN 'FROM' ELSE N'ORDER BY' END AS {n}"));
        Gen<string> core = Gen.Select(TSql.OneOf("SELECT", "SELECT DISTINCT", "SELECT ALL"), item, space, name, TSql.OneOf("", " WHERE 1 = 1", " GROUP BY a"),
            (select, one, gap, table, rest) => $"{select}{gap}{one}{gap}FROM{gap}{table}{rest}");
        Gen<string> set = Gen.Select(core, TSql.OneOf(" UNION ", " UNION ALL ", " EXCEPT ", " INTERSECT "), core, (a, op, b) => a + op + b);
        Gen<string> query = Gen.Select(TSql.OneOf("", "WITH c AS (SELECT TOP (1) 1 AS x FROM t ORDER BY 1) "), Gen.OneOf(core, core, set), TSql.OneOf("", " ORDER BY 1"), space,
            (with, body, order, gap) => with + body + order + gap);
        query.Sample(
            sql =>
            {
                QueryExpression before = TSql.Query(sql);
                string? limited = s_dialect.Limit(sql, 3);
                limited.Should().NotBeNull();
                QueryExpression after = TSql.Query(limited!);
                if (before is QuerySpecification)
                {
                    ((QuerySpecification)after).TopRowFilter.Expression.Should().BeOfType<ParenthesisExpression>();
                    limited!.Replace(" TOP (3)", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Should().Be(sql.Replace(" ", "", StringComparison.Ordinal));
                }
                else if (before.OrderByClause is not null)
                {
                    after.OffsetClause.Should().NotBeNull();
                }
                else
                {
                    ((QuerySpecification)after).TopRowFilter.Should().NotBeNull();
                    ((QuerySpecification)after).FromClause.TableReferences[0].Should().BeOfType<QueryDerivedTable>();
                }
            },
            iter: 500);
    }
}
