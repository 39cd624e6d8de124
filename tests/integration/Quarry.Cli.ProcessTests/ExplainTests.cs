namespace Quarry.Cli.ProcessTests;

/// <summary>What <c>quarry explain</c> tells of a query on SQLite; on PostgreSQL see <see cref="PostgreSqlTests"/>.</summary>
public sealed class ExplainTests
{
    [Theory]
    [InlineData("select @id", "yes, it has parameters")]
    [InlineData("select 1", "no, it has no parameters and its text comes for the first time")]
    public void Plan_rules_transport_batches_partitions_and_preparation_are_told(string sql, string prepared)
    {
        ToolResult result = Tool.Run(["explain", "sqlite::memory:", sql, .. sql.Contains('@', StringComparison.Ordinal) ? (string[])["-p", "id:int32=1"] : []]);
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().MatchRegex(@"(?m)^driver +SQLite \(sqlite \S+\) from \S").And.MatchRegex("(?m)^transport +native$").And.MatchRegex("(?m)^server +SQLite 3")
            .And.MatchRegex("(?m)^statement +Select$").And.MatchRegex("(?m)^sql +select ").And.MatchRegex("(?m)^checked +yes, prepared by the server$")
            .And.MatchRegex($"(?m)^prepared +{prepared}$").And.MatchRegex("(?m)^batches +at most [0-9]+ rows or [0-9]+ bytes$")
            .And.MatchRegex("(?m)^partitions +1$").And.MatchRegex(@"(?m)^rules? +\S");
    }
}
