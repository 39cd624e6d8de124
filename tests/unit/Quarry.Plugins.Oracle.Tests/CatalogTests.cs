using System.Text.RegularExpressions;
using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Tests;

/// <summary>https://docs.oracle.com/en/database/oracle/oracle-database/23/refrn/static-data-dictionary-views.html.</summary>
public sealed partial class CatalogTests
{
    private static readonly OracleDialect s_dialect = new();

    public static TheoryData<CatalogSet, string> Sets => new()
    {
        { CatalogSet.Schemas, "schema_name" },
        { CatalogSet.Tables, "schema_name,table_name,table_kind" },
        { CatalogSet.Columns, "schema_name,table_name,column_name,position,type_name,is_nullable,default_sql,type_code,precision,scale,is_generated" },
        { CatalogSet.PrimaryKeys, "schema_name,table_name,key_name,column_name,position" },
        { CatalogSet.ForeignKeys, "schema_name,table_name,key_name,column_name,position,referenced_schema,referenced_table,referenced_column" },
        { CatalogSet.Indexes, "schema_name,table_name,index_name,is_unique,column_name,position" },
        { CatalogSet.Catalogs, "catalog_name" },
        { CatalogSet.Statistics, "schema_name,table_name,row_estimate,bytes,index_bytes" },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_set_has_its_columns_in_order_and_two_parameters(CatalogSet set, string columns)
    {
        string sql = s_dialect.CatalogSql(set)!;
        // Unquoted aliases would arrive in capitals.
        Aliases().Matches(sql).Select(match => match.Groups[1].Value).Should().Equal(columns.Split(','));
        Markers(sql).Should().BeEquivalentTo([":1", ":2"]);
        Depth(sql).Should().Be(0);
    }

    [Fact]
    public void A_set_that_there_is_not_has_no_query() => s_dialect.CatalogSql((CatalogSet)99).Should().BeNull();

    [Theory]
    [InlineData(CatalogSet.Schemas)]
    [InlineData(CatalogSet.Tables)]
    [InlineData(CatalogSet.Columns)]
    [InlineData(CatalogSet.PrimaryKeys)]
    [InlineData(CatalogSet.ForeignKeys)]
    [InlineData(CatalogSet.Indexes)]
    [InlineData(CatalogSet.Statistics)]
    public void What_Oracle_maintains_is_left_out_unless_its_schema_is_asked_for(CatalogSet set)
        => s_dialect.CatalogSql(set).Should().Contain("oracle_maintained").And.Contain(":1 IS NOT NULL OR");

    [Fact]
    public void Numbers_have_a_precision_so_that_they_are_no_text()
    {
        string[] numbers = ["position", "is_nullable", "type_code", "precision", "scale", "is_generated", "is_unique", "row_estimate", "bytes", "index_bytes"];
        foreach (string sql in Enum.GetValues<CatalogSet>().Select(set => s_dialect.CatalogSql(set)!))
        {
            foreach (string number in numbers.Where(number => sql.Contains($"AS \"{number}\"", StringComparison.Ordinal)))
            {
                sql.Should().MatchRegex($"AS NUMBER\\(\\d+\\)\\) AS \"{number}\"");
            }
        }
    }

    [Fact]
    public void Columns_are_those_that_a_row_shows_and_say_what_the_database_gives()
        => s_dialect.CatalogSql(CatalogSet.Columns).Should().Contain("hidden_column = 'NO'").And.Contain("identity_column = 'YES' OR c.virtual_column = 'YES'").And.Contain("BEFORE EACH ROW")
            .And.Contain("g.before_row = 'YES'");

    [Fact]
    public void A_foreign_key_has_all_its_columns_each_beside_the_one_it_refers_to()
        => s_dialect.CatalogSql(CatalogSet.ForeignKeys).Should().Contain("rc.position = c.position").And.Contain("rk.owner = k.r_owner");

    [Fact]
    public void An_index_on_an_expression_says_so() => s_dialect.CatalogSql(CatalogSet.Indexes).Should().Contain("NOT EXISTS (SELECT 1 FROM all_ind_expressions");

    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Database-Object-Names-and-Qualifiers.html
    [Fact]
    public void A_name_is_looked_up_in_the_current_schema_then_among_its_synonyms_then_among_public_ones()
    {
        string sql = s_dialect.FindTableSql!;
        Aliases().Matches(sql).Select(match => match.Groups[1].Value).Should().Equal("schema_name", "table_name", "table_kind");
        Markers(sql).Should().BeEquivalentTo([":1", ":2"]);
        Depth(sql).Should().Be(0);
        sql.Should().Contain("NVL(TO_CHAR(:1), SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA'))").And.Contain(":1 IS NULL AND s.owner = 'PUBLIC'").And.Contain("s.db_link IS NULL")
            .And.MatchRegex("(?s)1 AS place.*, 2 FROM all_synonyms.*, 3 FROM all_synonyms");
    }

    // A name arrives as NVARCHAR2, to which a column of the dictionary would be converted.
    [Fact]
    public void A_name_is_compared_in_the_dictionarys_character_set()
        => Enum.GetValues<CatalogSet>().Select(set => s_dialect.CatalogSql(set)!).Append(s_dialect.FindTableSql!).Should().OnlyContain(sql => !Uncast().IsMatch(sql));

    private static IEnumerable<string> Markers(string sql)
    {
        var found = new HashSet<string>();
        var tokens = new SqlTokenizer(sql, s_dialect.Lexicon);
        while (tokens.Next(out SqlToken token))
        {
            if (token.IsMarker)
            {
                found.Add(token.In(sql).ToString());
            }
        }

        return found;
    }

    private static int Depth(string sql)
    {
        int depth = 0;
        var tokens = new SqlTokenizer(sql, s_dialect.Lexicon);
        while (tokens.Next(out SqlToken token))
        {
            depth += token.Kind switch { SqlTokenKind.OpenParenthesis => 1, SqlTokenKind.CloseParenthesis => -1, SqlTokenKind.Unterminated => 1000, _ => 0 };
            depth.Should().BeGreaterThanOrEqualTo(0);
        }

        return depth;
    }

    [GeneratedRegex("AS \"([a-z_]+)\"")]
    private static partial Regex Aliases();

    [GeneratedRegex("= :[12]|:[12] =")]
    private static partial Regex Uncast();
}
