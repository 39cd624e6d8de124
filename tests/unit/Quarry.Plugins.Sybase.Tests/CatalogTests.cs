using Quarry.Contracts;

namespace Quarry.Plugins.Sybase.Tests;

public sealed class CatalogTests
{
    private static readonly SybaseDialect s_dialect = new();

    // As CatalogSet documents them.
    public static TheoryData<CatalogSet, string> Sets => new()
    {
        { CatalogSet.Schemas, "schema_name" },
        { CatalogSet.Tables, "schema_name table_name table_kind" },
        { CatalogSet.Columns, "schema_name table_name column_name position type_name is_nullable default_sql type_code precision scale is_generated" },
        { CatalogSet.PrimaryKeys, "schema_name table_name key_name column_name position" },
        { CatalogSet.ForeignKeys, "schema_name table_name key_name column_name position referenced_schema referenced_table referenced_column" },
        { CatalogSet.Indexes, "schema_name table_name index_name is_unique column_name position" },
        { CatalogSet.Catalogs, "catalog_name" },
        { CatalogSet.Statistics, "schema_name table_name row_estimate bytes index_bytes" },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public void A_set_has_its_columns_in_order(CatalogSet set, string columns) => Columns(s_dialect.CatalogSql(set)!).Should().Equal(columns.Split(' '));

    [Fact]
    public void Each_set_has_a_query() => Sets.Select(row => (CatalogSet)((object[])row)[0]).Should().Equal(Enum.GetValues<CatalogSet>());

    [Fact]
    public void The_table_of_a_name_has_the_columns_of_a_table()
    {
        Columns(s_dialect.FindTableSql!).Should().Equal("schema_name", "table_name", "table_kind");
        // The session's own comes before dbo's.
        s_dialect.FindTableSql.Should().ContainAll("USER_ID()", "o.uid = 1", "NOT EXISTS");
    }

    public static TheoryData<string> Queries => [.. Enum.GetValues<CatalogSet>().Select(set => s_dialect.CatalogSql(set)!).Append(s_dialect.FindTableSql!)];

    // ASE takes a marker in WHERE only (error 164), and each of the two values stands where it is needed.
    [Theory]
    [MemberData(nameof(Queries))]
    public void Both_parameters_stand_in_WHERE_and_nowhere_else(string sql)
    {
        List<(string Text, int Depth, int Start)> tokens = Tokens(sql);
        int where = tokens.First(token => token.Depth == 0 && token.Text.Equals("WHERE", StringComparison.OrdinalIgnoreCase)).Start;
        var markers = tokens.Where(token => token.Text.StartsWith('?')).ToList();
        markers.Select(marker => marker.Text).Distinct().Order().Should().Equal(s_dialect.ParameterMarker(1), s_dialect.ParameterMarker(2));
        markers.Should().OnlyContain(marker => marker.Start > where);
    }

    [Fact]
    public void Every_column_of_a_key_is_told_and_not_the_first_alone()
    {
        Numbers(s_dialect.CatalogSql(CatalogSet.PrimaryKeys)!).Should().Be(31);
        Numbers(s_dialect.CatalogSql(CatalogSet.Indexes)!).Should().Be(31);
        string foreign = s_dialect.CatalogSql(CatalogSet.ForeignKeys)!;
        Numbers(foreign).Should().Be(16);
        foreach (int number in Enumerable.Range(1, 16))
        {
            foreign.Should().Contain($"WHEN {number} THEN r.fokey{number} ").And.Contain($"WHEN {number} THEN r.refkey{number} ");
        }
    }

    [Theory]
    [InlineData(CatalogSet.PrimaryKeys, "i.status & 2048 = 2048")]
    [InlineData(CatalogSet.Indexes, "i.status & 2 = 2")]
    [InlineData(CatalogSet.Indexes, "i.indid BETWEEN 1 AND 254")]
    [InlineData(CatalogSet.Columns, "c.status & 8 = 8")]
    [InlineData(CatalogSet.Columns, "c.status & 128 = 128")]
    [InlineData(CatalogSet.Columns, "ISNULL(c.status3, 0) & 1 = 0")]
    [InlineData(CatalogSet.Tables, "WHEN 'V' THEN 'view'")]
    [InlineData(CatalogSet.Schemas, "u.uid <> u.gid")]
    [InlineData(CatalogSet.Statistics, "ROW_COUNT(DB_ID(), o.id)")]
    public void The_system_tables_bits_are_those_of_the_manual(CatalogSet set, string expected) => s_dialect.CatalogSql(set).Should().Contain(expected);

    [Fact]
    public void Type_codes_of_the_catalog_are_those_that_the_type_map_knows()
    {
        string sql = s_dialect.CatalogSql(CatalogSet.Columns)!;
        foreach (NativeColumn column in new SybaseTypeMap().Known)
        {
            sql.Should().Contain($"THEN {column.TypeCode}", "a column of type {0} has this code", column.TypeName);
        }
    }

    private static int Numbers(string sql) => sql.Split("UNION ALL SELECT ").Length;

    private static List<string> Columns(string sql)
    {
        List<(string Text, int Depth, int Start)> tokens = Tokens(sql);
        var list = tokens.Where(token => token.Depth == 0).Skip(1).TakeWhile(token => !token.Text.Equals("FROM", StringComparison.OrdinalIgnoreCase)).Select(token => token.Text).Append(",").ToList();
        return [.. list.Select((text, index) => (text, index)).Where(item => item.text == ",").Select(item => list[item.index - 1].Trim('"'))];
    }

    private static List<(string Text, int Depth, int Start)> Tokens(string sql)
    {
        var all = new List<(string, int, int)>();
        var tokens = new SqlTokenizer(sql, s_dialect.Lexicon);
        int depth = 0;
        while (tokens.Next(out SqlToken token))
        {
            token.Kind.Should().NotBe(SqlTokenKind.Unterminated);
            depth -= token.Kind == SqlTokenKind.CloseParenthesis ? 1 : 0;
            if (token.Kind is not (SqlTokenKind.Whitespace or SqlTokenKind.Comment))
            {
                all.Add((token.In(sql).ToString(), depth, token.Start));
            }

            depth += token.Kind == SqlTokenKind.OpenParenthesis ? 1 : 0;
        }

        depth.Should().Be(0);
        return all;
    }
}
