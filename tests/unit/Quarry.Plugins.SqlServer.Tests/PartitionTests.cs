using CsCheck;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Tests;

/// <summary>CHECKSUM: https://learn.microsoft.com/sql/t-sql/functions/checksum-transact-sql.</summary>
public sealed class PartitionTests
{
    private static readonly SqlServerDialect s_dialect = new();

    [Fact]
    public void A_table_is_split_by_a_hash_of_its_key()
    {
        PartitionSet set = s_dialect.Partition(new() { Table = new() { Schema = "s", Name = "t" }, Key = "k", Count = 2 }, "")!;
        set.Partitions.Select(part => part.Sql).Should().Equal(
            "SELECT * FROM [s].[t] AS q WHERE q.[k] IS NOT NULL AND (CAST(CHECKSUM(q.[k]) AS bigint) + 2147483648) % 2 = 0",
            "SELECT * FROM [s].[t] AS q WHERE q.[k] IS NOT NULL AND (CAST(CHECKSUM(q.[k]) AS bigint) + 2147483648) % 2 = 1",
            "SELECT * FROM [s].[t] AS q WHERE q.[k] IS NULL");
        set.Partitions.Select(part => part.Rows).Should().Equal("hash 0 of 2", "hash 1 of 2", "the key is NULL");
        (set.Snapshot, set.Method).Should().Be(("", "a hash of [k]"));
    }

    [Fact]
    public void One_part_needs_no_hash()
        => s_dialect.Partition(new() { Table = new() { Name = "t" }, Key = "k", Count = 1 }, "")!.Partitions.Select(part => part.Sql)
            .Should().Equal("SELECT * FROM [t] AS q WHERE q.[k] IS NOT NULL", "SELECT * FROM [t] AS q WHERE q.[k] IS NULL");

    [Theory]
    [InlineData("SELECT a AS k FROM t WHERE b = @p1 -- end", "SELECT * FROM (SELECT a AS k FROM t WHERE b = @p1 -- end\n) AS q")]
    [InlineData("WITH c AS (SELECT 1 AS k) SELECT k FROM c", "WITH c AS (SELECT 1 AS k) SELECT * FROM (SELECT k FROM c\n) AS q")]
    [InlineData("SELECT * FROM t", "SELECT * FROM (SELECT * FROM t\n) AS q")]
    [InlineData("SELECT k FROM t UNION SELECT k FROM u", "SELECT * FROM (SELECT k FROM t UNION SELECT k FROM u\n) AS q")]
    public void A_query_is_split_as_a_derived_table(string sql, string source)
        => s_dialect.Partition(new() { Sql = sql, Key = "k", Count = 3 }, "")!.Partitions.Should().HaveCount(4).And.OnlyContain(part => part.Sql.StartsWith(source + " WHERE "));

    [Theory]
    [InlineData("SELECT k FROM t", "")]
    [InlineData("SELECT TOP (5) k FROM t", "k")]
    [InlineData("SELECT k FROM t ORDER BY k", "k")]
    [InlineData("SELECT k FROM t ORDER BY k OFFSET 1 ROWS", "k")]
    [InlineData("SELECT k FROM t OPTION (MAXDOP 1)", "k")]
    [InlineData("SELECT k FROM t FOR XML AUTO", "k")]
    [InlineData("SELECT k, 1 FROM t", "k")]
    [InlineData("SELECT k, a AS K FROM t", "k")]
    [InlineData("EXEC p", "k")]
    public void What_cannot_be_split_by_SQL_is_refused(string sql, string key) => s_dialect.Partition(new() { Sql = sql, Key = key, Count = 2 }, "").Should().BeNull();

    [Fact]
    public void A_table_without_a_key_is_not_split_by_where_its_rows_lie()
        => s_dialect.Partition(new() { Table = new() { Name = "t" }, Count = 2 }, "").Should().BeNull("%%physloc%% is not documented");

    /// <summary>What each part's condition keeps of some checksums: each in one part.</summary>
    [Fact]
    public void Each_value_is_in_one_part()
        => Gen.Select(Gen.OneOf(Gen.Int, Gen.Int[int.MinValue, int.MinValue + 3], Gen.Int[int.MaxValue - 3, int.MaxValue]), Gen.Int[2, 40]).Sample(value =>
        {
            (int checksum, int count) = value;
            Enumerable.Range(0, count).Count(part => ((long)checksum + 2147483648) % count == part).Should().Be(1);
        });

    [Fact]
    public void Every_part_parses_whatever_the_names_are()
        => Gen.Select(TSql.OneOf(TSql.Names), TSql.OneOf(TSql.Names), Gen.Int[1, 4]).Sample(
            value =>
            {
                foreach (Partition part in s_dialect.Partition(new() { Table = new() { Schema = value.Item1, Name = value.Item2 }, Key = value.Item2, Count = value.Item3 }, "")!.Partitions)
                {
                    ((QuerySpecification)TSql.Query(part.Sql)).WhereClause.Should().NotBeNull();
                }
            },
            iter: 200);
}
