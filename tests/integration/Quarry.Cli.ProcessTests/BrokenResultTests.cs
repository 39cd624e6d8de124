namespace Quarry.Cli.ProcessTests;

/// <summary>A query that fails after its first rows: what it leaves behind must not pass for a whole result.</summary>
public sealed class BrokenResultTests : IDisposable
{
    private const string Memory = "sqlite::memory:";

    // The row that fails is far behind the one batch that is read ahead.
    private const string Failing =
        "with recursive c(x) as (select 1 union all select x + 1 from c where x < 60) select x, abs(iif(x = 60, -9223372036854775808, x)) as y from c";

    private readonly string _directory = Directory.CreateTempSubdirectory("quarry").FullName;

    private string Output => Path.Combine(_directory, "out");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("qrb")]
    [InlineData("qrb1")]
    [InlineData("arrow")]
    public void A_file_is_not_left(string format)
    {
        Tool.Run("query", Memory, Failing, "--format", format, "--batch-rows", "10", "-o", Output).Error.Should().Contain("integer overflow");
        Directory.GetFiles(_directory).Should().BeEmpty();
    }

    [Theory]
    [InlineData("qrb", "Whoever wrote the input could not finish it, and says why: ")]
    [InlineData("qrb1", "QRY2010: The RowBuffer is truncated")]
    [InlineData("arrow", "QRY8500: ")]
    public void The_standard_output_is_seen_to_be_a_part(string format, string part)
    {
        ToolResult query = Tool.RunInShell($"> '{Output}'", "query", Memory, Failing, "--format", format, "--batch-rows", "10");
        query.ExitCode.Should().NotBe(0);
        ToolResult decoded = Tool.Run("decode", Output, "--format", "csv");
        decoded.ExitCode.Should().NotBe(0);
        decoded.Error.Should().Contain(part);
        decoded.Output.Should().StartWith("x,y\n1,1\n2,2\n");
    }

    [Theory]
    [InlineData("qrb")]
    [InlineData("qrb1")]
    [InlineData("arrow")]
    public void A_second_result_is_refused_and_the_first_no_whole(string format)
    {
        ToolResult query = Tool.RunInShell($"> '{Output}'", "query", Memory, "select 1 as a; select 2 as b", "--format", format);
        query.ExitCode.Should().Be(1);
        query.Error.Should().StartWith("quarry: error QRY9007: There are several results");
        Tool.Run("decode", Output, "--format", "csv").ExitCode.Should().Be(format == "qrb" ? 2 : 1);
    }

    [Theory]
    [InlineData("qrb")]
    [InlineData("qrb1")]
    [InlineData("arrow")]
    public void A_statement_without_result_is_a_file_without_columns(string format)
    {
        Tool.Run("query", Memory, "create table t (x)", "--format", format, "-o", Output).Should().Be(new ToolResult(0, "", ""));
        Tool.Run("decode", Output, "--format", "json").Should().Be(new ToolResult(0, "", ""));
    }
}
