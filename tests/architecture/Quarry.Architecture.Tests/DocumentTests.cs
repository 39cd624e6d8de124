using System.Text.RegularExpressions;

namespace Quarry.Architecture.Tests;

/// <summary>What the documents show is compiled or run: C# and XML blocks stand in a sample or test, bash blocks are run by tests/docs.sh.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] s_compiled = ["samples", "tests", "plugins", "sdk"];

    public static TheoryData<string> Documents => new(
        Directory.EnumerateFiles(Repository.Root, "*.md").Concat(s_compiled.Append("core").SelectMany(folder =>
            Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories))).Select(Repository.Relative));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_code_block_stands_in_compiled_source(string document)
    {
        string[] sources = [.. s_compiled.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets").Select(file => Normalise(File.ReadAllText(file)))];
        foreach (Match block in CodeBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, document))))
        {
            string text = Normalise(block.Groups["text"].Value);
            sources.Should().Contain(source => source.Contains(text), "this block of {0} must be compiled:\n{1}", document, text);
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_to_a_file_leads_somewhere(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        foreach (Match link in Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, document))))
        {
            string target = link.Groups["target"].Value.Split('#')[0];
            if (target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            {
                Path.Exists(Path.Combine(folder, target)).Should().BeTrue("{0} links to {1}", document, target);
            }
        }
    }

    private static string Normalise(string text)
        => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"^```(?:csharp|xml)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
