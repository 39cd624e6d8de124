using System.Diagnostics;
using System.Text.Json;

namespace Quarry.Cli.ProcessTests;

/// <summary>How the tool behaves as a process among others: signals, pipes, files.</summary>
public sealed class ProcessTests : IDisposable
{
    private const string Memory = "sqlite::memory:";
    private const string Endless = "with recursive c(x) as (select 1 union all select x + 1 from c) select x from c";
    private const string EndlessCount = "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c";

    private readonly string _directory = Directory.CreateTempSubdirectory("quarry").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_closed_pipe_ends_an_endless_query_quietly()
    {
        using Process process = Tool.Start("query", Memory, Endless, "--format", "csv");
        process.StandardOutput.ReadLine().Should().Be("x");
        process.StandardOutput.ReadLine().Should().Be("1");
        process.StandardOutput.Close();
        process.WaitForExit(TimeSpan.FromSeconds(30)).Should().BeTrue();
        process.ExitCode.Should().Be(0);
        process.StandardError.ReadToEnd().Should().BeEmpty();
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_cancels_the_query(string signal, int exitCode)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // The first rows show that the query runs; then the server works and nobody reads.
        Process process = Tool.Start("query", Memory, $"select 1 as x union all select count(*) from ({Endless})", "--format", "csv", "--batch-rows", "1", "--stats");
        process.StandardOutput.ReadLine().Should().Be("x");
        process.StandardOutput.ReadLine().Should().Be("1");
        Tool.Send(signal, process);
        ToolResult result = Tool.Finish(process, "");
        result.ExitCode.Should().Be(exitCode, result.Error);
        result.Error.Should().EndWith("quarry: cancelled\n");
    }

    [Fact]
    public void A_second_signal_does_not_wait()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Nobody reads the standard output: the tool hangs in a write that no token ends.
        using Process process = Tool.Start("query", Memory, Endless, "--format", "csv");
        process.StandardOutput.ReadLine().Should().Be("x");
        Tool.Send("INT", process);
        while (!process.HasExited)
        {
            Tool.Send("INT", process);
            process.WaitForExit(TimeSpan.FromMilliseconds(100));
        }

        process.ExitCode.Should().Be(130);
    }

    [Fact]
    public void An_output_file_appears_only_when_it_is_complete()
    {
        string file = Path.Combine(_directory, "out.csv");
        Tool.Run("query", Memory, "select 1 as x union all select abs(-9223372036854775808)", "--format", "csv", "--batch-rows", "1", "-o", file)
            .ExitCode.Should().NotBe(0);
        Directory.GetFiles(_directory).Should().BeEmpty();

        Tool.Run("query", Memory, "select 1 as x", "--format", "csv", "-o", file).Should().Be(new ToolResult(0, "", ""));
        File.ReadAllText(file).Should().Be("x\n1\n");
        Directory.GetFiles(_directory).Should().Equal(file);
    }

    [Theory]
    [InlineData(">&-", 1, "QRY9003")]
    [InlineData("> /dev/full", 4, "QRY9004")]
    public void A_standard_output_that_takes_nothing_is_an_error_with_its_fix(string redirection, int exitCode, string code)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        string[] query = ["query", Memory, "select 1 as x", "--format"];
        foreach (string[] arguments in (string[][])[[.. query, "table"], [.. query, "csv"], [.. query, "json"], ["explain", Memory, "select 1"], ["plugins"], ["--version"], ["--help"]])
        {
            ToolResult result = Tool.RunInShell(redirection, arguments);
            result.ExitCode.Should().Be(exitCode, result.Error);
            result.Error.Should().StartWith($"quarry: error {code}: The output ").And.MatchRegex(@"\. (Keep|Free) .* -o\.\n$");
        }
    }

    [Fact]
    public void Statistics_are_one_line_of_json_on_the_standard_error()
    {
        ToolResult result = Tool.Run("query", Memory, $"{Endless} limit 100000", "--format", "discard", "--batch-rows", "10000", "--stats");
        result.ExitCode.Should().Be(0);
        result.Output.Should().BeEmpty();
        result.Error.Should().EndWith("}\n").And.NotContain("\n{");
        JsonElement stats = JsonDocument.Parse(result.Error).RootElement;
        stats.EnumerateObject().Select(member => member.Name).Should().Equal("rows", "batches", "bytes", "seconds", "cpu_seconds", "peak_rss_bytes");
        stats.GetProperty("rows").GetInt64().Should().Be(100_000);
        stats.GetProperty("batches").GetInt64().Should().Be(10);
        stats.GetProperty("bytes").GetInt64().Should().BeGreaterThanOrEqualTo(800_000);
        stats.GetProperty("cpu_seconds").GetDouble().Should().BePositive();
        stats.GetProperty("peak_rss_bytes").GetInt64().Should().BeGreaterThan(10 << 20);
    }

    [Fact]
    public void Statistics_come_after_a_failure_too()
    {
        ToolResult result = Tool.Run("query", Memory, "select", "--stats");
        result.ExitCode.Should().Be(1);
        result.Error.Split('\n').Count(line => line.StartsWith("{\"rows\":0,", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public void Explain_does_not_run_the_statement()
    {
        ToolResult result = Tool.Run("explain", Memory, EndlessCount);
        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("sqlite").And.Contain(EndlessCount);
    }

    [Fact]
    public void Version_names_each_version()
    {
        ToolResult result = Tool.Run("--version");
        result.ExitCode.Should().Be(0);
        result.Output.Should().MatchRegex(@"^quarry    \d+\.\d+\.\d+\nAPI       0\.1\.0\ncontract  1\.0\nRowBuffer 2\.1 and 1 \(written and read\)\n$");
    }
}
