using System.Xml.Linq;

namespace Quarry.Architecture.Tests;

/// <summary>Which project may reference which: anything not listed here is forbidden.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Quarry.Contracts"] = [],
        ["Quarry.Columnar"] = ["Quarry.Contracts"],
        ["Quarry.Security"] = ["Quarry.Contracts"],
        ["Quarry.Odbc"] = ["Quarry.Contracts"],
        ["Quarry.Engine"] = ["Quarry.Contracts", "Quarry.Columnar", "Quarry.Security"],
        ["Quarry.Hosting"] = ["Quarry.Contracts", "Quarry.Security"],
        ["Quarry"] = ["Quarry.Engine", "Quarry.Odbc", "Quarry.Hosting"],
        ["Quarry.Arrow"] = ["Quarry.Contracts", "Quarry.Columnar"],
        ["Quarry.Data"] = ["Quarry"],
        ["Quarry.Cli"] = ["Quarry", "Quarry.Data", "Quarry.Arrow"],
        ["Quarry.Sdk"] = [],
        ["Quarry.Sdk.AdoNet"] = ["Quarry.Contracts"],
        ["Quarry.Sdk.Conformance"] = ["Quarry"],
        ["plugins"] = ["Quarry.Contracts", "Quarry.Sdk.AdoNet"],
    };

    private static readonly Dictionary<string, string[]> s_allowedPackages = new()
    {
        ["Quarry.Contracts"] = [],
        ["Quarry.Columnar"] = ["ZstdSharp.Port", "K4os.Compression.LZ4", "System.IO.Hashing"],
        ["Quarry.Security"] = [],
        ["Quarry.Engine"] = ["Microsoft.Extensions.Logging.Abstractions"],
        ["Quarry.Hosting"] = ["McMaster.NETCore.Plugins", "System.Composition", "Microsoft.Extensions.Logging.Abstractions"],
        ["Quarry"] =
        [
            "Microsoft.Extensions.Configuration.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Diagnostics.HealthChecks",
            "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Options",
        ],
        ["Quarry.Arrow"] = ["Apache.Arrow", "Apache.Arrow.Compression"],
        ["Quarry.Cli"] = ["System.CommandLine", "Spectre.Console"],
    };

    public static TheoryData<string> Projects => new(Repository.ProductProjects.Select(Repository.Relative));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_the_design_allows(string project)
    {
        string path = Path.Combine(Repository.Root, project);
        string name = Path.GetFileNameWithoutExtension(project);
        string rule = project.StartsWith("plugins/", StringComparison.Ordinal) ? "plugins" : name;
        s_allowed.Should().ContainKey(rule, "a new project needs its line in the table, and a reason");
        Repository.ProjectReferences(path).Where(reference => !IsBuildOrder(path, reference)).Should().BeSubsetOf(s_allowed[rule]);
        if (s_allowedPackages.TryGetValue(name, out string[]? packages))
        {
            Repository.PackageReferences(path).Should().BeSubsetOf(packages);
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folder_project_and_namespace_have_one_name(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        Path.GetFileName(Path.GetDirectoryName(project)).Should().Be(name);
        XDocument document = XDocument.Load(Path.Combine(Repository.Root, project));
        document.Descendants("AssemblyName").Concat(document.Descendants("RootNamespace")).Should().BeEmpty();
    }

    [Fact]
    public void Contracts_reference_the_BCL_and_nothing_else()
        => typeof(Contracts.Driver).Assembly.GetReferencedAssemblies().Select(reference => reference.Name)
            .Should().OnlyContain(name => name!.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard" || name == "mscorlib");

    [Fact]
    public void Central_versions_are_the_only_versions()
        => Repository.AllProjects.Where(project => XDocument.Load(project).Descendants("PackageReference").Any(element => element.Attribute("Version") is not null))
            .Select(Repository.Relative).Should().BeEmpty("versions stand in Directory.Packages.props");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "Plugins.sln")).Replace('\\', '/');
        Repository.AllProjects.Select(Repository.Relative).Where(project => !project.StartsWith("tests/fixtures/", StringComparison.Ordinal))
            .Should().OnlyContain(project => solution.Contains(project));
    }

    // A reference that orders the build and takes no assembly is no dependency of the code.
    private static bool IsBuildOrder(string project, string reference)
        => XDocument.Load(project).Descendants("ProjectReference")
            .Any(element => element.Attribute("Include")!.Value.Replace('\\', '/').EndsWith($"/{reference}.csproj", StringComparison.Ordinal)
                && (element.Attribute("ReferenceOutputAssembly")?.Value == "false" || element.Element("ReferenceOutputAssembly")?.Value == "false"));
}
