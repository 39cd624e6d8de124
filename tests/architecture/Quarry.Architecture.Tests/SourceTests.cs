using System.Text.RegularExpressions;

namespace Quarry.Architecture.Tests;

public sealed partial class SourceTests
{
    private const int MaxLines = 500;

    [Fact]
    public void No_file_is_longer_than_500_lines()
        => Repository.AllSources.Select(file => (File: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MaxLines).Should().BeEmpty();

    [Fact]
    public void The_median_file_of_the_product_tells_one_idea()
    {
        int[] lines = [.. Repository.ProductSources.Select(file => File.ReadLines(file).Count()).Order()];
        lines[lines.Length / 2].Should().BeLessThanOrEqualTo(90);
    }

    [Fact]
    public void No_build_output_lies_in_the_source_tree()
        => Repository.AllProjects.SelectMany(project => new[] { "bin", "obj" }.Select(folder => Path.Combine(Path.GetDirectoryName(project)!, folder)))
            .Where(Directory.Exists).Should().BeEmpty("everything that is built goes to artifacts/");

    [Fact]
    public void There_are_no_regions_and_no_notes_of_unfinished_work()
        => Repository.AllSources.Where(file => !file.EndsWith("SourceTests.cs", StringComparison.Ordinal))
            .Where(file => Unfinished().IsMatch(File.ReadAllText(file))).Select(Repository.Relative).Should().BeEmpty();

    [Fact]
    public void The_product_takes_time_from_a_TimeProvider_and_never_sleeps()
        => Repository.ProductSources.SelectMany(file => File.ReadLines(file).Select(line => (File: Repository.Relative(file), Line: line)))
            .Where(line => Banned().IsMatch(line.Line)).Should().BeEmpty();

    [Fact]
    public void Error_codes_are_unique_and_in_the_range_of_their_project()
    {
        (string Project, int From, int To)[] ranges =
        [
            ("Quarry.Contracts", 1000, 1999), ("Quarry.Columnar", 2000, 2999), ("Quarry.Security", 3000, 3999), ("Quarry.Odbc", 4000, 4999),
            ("Quarry.Engine", 5000, 5999), ("Quarry.Hosting", 6000, 6999), ("Quarry", 7000, 7999), ("Quarry.Data", 8000, 8499), ("Quarry.Arrow", 8500, 8999), ("Quarry.Cli", 9000, 9999),
            ("Quarry.Sdk.Conformance", 7900, 7999),
            ("Quarry.Plugins.Sqlite", 20000, 20999), ("Quarry.Plugins.PostgreSql", 21000, 21999), ("Quarry.Plugins.SqlServer", 22000, 22999), ("Quarry.Plugins.Oracle", 23000, 23999),
            ("Quarry.Plugins.Sybase", 24000, 24999),
        ];
        List<int> all = [];
        foreach (string file in Repository.ProductSources.Where(file => Path.GetFileName(file) == "ErrorCodes.cs"))
        {
            (_, int from, int to) = ranges.Single(range => Repository.Relative(file).Contains($"/{range.Project}/", StringComparison.Ordinal));
            foreach (Match match in Code().Matches(File.ReadAllText(file)))
            {
                int code = int.Parse(match.Groups[1].Value);
                code.Should().BeInRange(from, to, "of {0}", Repository.Relative(file));
                all.Add(code);
            }
        }

        all.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(10);
    }

    [GeneratedRegex(@"^\s*#region|\bTODO\b|\bHACK\b|\bFIXME\b", RegexOptions.Multiline)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"DateTime\.(Utc)?Now|DateTimeOffset\.(Utc)?Now|Thread\.Sleep|Task\.Run\(|Assembly\.LoadFrom")]
    private static partial Regex Banned();

    [GeneratedRegex(@"const int \w+ = (\d+);")]
    private static partial Regex Code();
}
