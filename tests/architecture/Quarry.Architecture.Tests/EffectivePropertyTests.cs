using System.Diagnostics;
using System.Text.Json;

namespace Quarry.Architecture.Tests;

/// <summary>What MSBuild finally sees in each project, so that no nested props file can switch a gate off silently.</summary>
public sealed class EffectivePropertyTests
{
    private static readonly Dictionary<string, string> s_expected = new()
    {
        ["TreatWarningsAsErrors"] = "true",
        ["RunAnalyzersDuringBuild"] = "true",
        ["EnforceCodeStyleInBuild"] = "true",
        ["AnalysisLevel"] = "latest-recommended",
        ["Nullable"] = "enable",
        ["TargetFramework"] = "net10.0",
        ["ManagePackageVersionsCentrally"] = "true",
        ["CentralPackageTransitivePinningEnabled"] = "true",
    };

    [Fact]
    public void Every_library_that_others_build_on_guards_its_public_API()
        => Repository.ProductProjects.Where(project => Repository.Relative(project) is var path && !path.StartsWith("plugins/", StringComparison.Ordinal))
            .Where(project => !File.ReadAllText(project).Contains("<OutputType>Exe", StringComparison.Ordinal))
            .Should().OnlyContain(project => File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "PublicAPI.Shipped.txt")));

    public static TheoryData<string> Projects => new(Repository.AllProjects.Select(Repository.Relative));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_gate_is_on(string project)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
            ArgumentList = { "msbuild", project, $"-getProperty:{string.Join(',', s_expected.Keys)}", "-nologo" },
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, output);
        using JsonDocument document = JsonDocument.Parse(output);
        document.RootElement.GetProperty("Properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString())
            .Should().BeEquivalentTo(s_expected);
    }
}
