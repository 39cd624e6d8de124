namespace Quarry.Sdk.Tests;

/// <summary>The wrong projects, built in one run.</summary>
public sealed class BadProjects : IDisposable
{
    private const string Good = """[Driver("acme", Schemes = ["acme"])]""";
    private readonly Workspace _space = new();

    public BadProjects()
    {
        _space.Write("Quarry.Engine/Quarry.Engine.csproj", """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
            """);
        _space.Write("Taken/acme/letter.txt", "not a plugin's");
        _space.Write("File/acme", "a file where the folder should be");
        foreach ((string name, BadProject project) in All)
        {
            // The framework is checked by the tree's own import: a package that fits no framework brings no targets.
            bool imported = project.Framework != "net10.0";
            _space.Write($"{name}/{name}.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>{project.Framework}</TargetFramework>
                    {project.Properties}
                  </PropertyGroup>
                  <ItemGroup>
                    {(imported ? "" : """<PackageReference Include="Quarry.Sdk" Version="0.1.0" />""")}
                    {project.Items}
                  </ItemGroup>
                  {(imported ? $"""<Import Project="{Workspace.Metadata("SdkTargets")}Quarry.Sdk.Checks.targets" />""" : "")}
                </Project>
                """);
            _space.Write($"{name}/Source.cs", project.Source);
        }

        _space.Write("all.proj", $"""
            <Project>
              <ItemGroup><Bad Include="{string.Join(';', All.Keys.Select(name => $"{name}/{name}.csproj"))}" /></ItemGroup>
              <Target Name="All">
                <MSBuild Projects="Quarry.Engine/Quarry.Engine.csproj;@(Bad)" Targets="Restore" Properties="Phase=Restore" BuildInParallel="true" ContinueOnError="true" />
                <MSBuild Projects="@(Bad)" BuildInParallel="true" ContinueOnError="true" />
              </Target>
            </Project>
            """);
        (_, Output) = Dotnet.Run(_space.Root, "msbuild", "all.proj", "-m:2");
    }

    public static TheoryData<string> Names => [.. All.Keys];

    public string Output { get; }

    internal static Dictionary<string, BadProject> All { get; } = new()
    {
        ["NoDriver"] = new("QRYSDK001", "Derive one class", "class Nothing;"),
        ["TwoDrivers"] = new("QRYSDK002", "AcmeDriver and Outer+Second", Sources.Driver(Good) + Marked("Second", "Outer")),
        ["NotDerived"] = new("QRYSDK003", "Lonely is marked with [Driver] but does not derive", $"using Quarry.Contracts; {Good} class Lonely;"),
        ["Abstract"] = new("QRYSDK003", "abstract or generic", $"using Quarry.Contracts; {Good} abstract class Half : Driver;"),
        ["NoConstructor"] = new("QRYSDK003", "no public constructor", Sources.Driver(Good).Replace("public override TypeMap", "AcmeDriver() { } public override TypeMap")),
        ["BadId"] = new("QRYSDK004", "\"Acme Db\" cannot be the plugin's id", Sources.Driver("""[Driver("Acme Db", Schemes = ["acme"])]""")),
        ["BadExtends"] = new("QRYSDK004", "id of the extended driver", """[assembly: Quarry.Contracts.DriverExtension("acme", "")]"""),
        ["BadScheme"] = new("QRYSDK005", "\"acme:\" cannot be a scheme", Sources.Driver("""[Driver("acme", Schemes = ["acme:"])]""")),
        ["SchemeTwice"] = new("QRYSDK005", "listed twice", Sources.Driver("""[Driver("acme", Schemes = ["acme", "acme"])]""")),
        ["Unreachable"] = new("QRYSDK005", "Nothing leads to the driver \"acme\"", Sources.Driver("""[Driver("acme")]""")),
        ["OldFramework"] = new("QRYSDK006", "<TargetFramework>net10.0</TargetFramework>", "class Nothing;") { Framework = "net8.0", Items = "" },
        ["HostReference"] = new("QRYSDK007", "references Quarry.Engine", Sources.Driver(Good))
        {
            Items = """<PackageReference Include="Quarry.Contracts" Version="1.0.0" /><ProjectReference Include="../Quarry.Engine/Quarry.Engine.csproj" />""",
        },
        ["NoContracts"] = new("QRYSDK008", "does not reference Quarry.Contracts", "class Nothing;") { Items = "" },
        ["BadVersion"] = new("QRYSDK009", "\"1.2\" is not a SemVer version", Sources.Driver(Good)) { Properties = "<Version>1.2</Version>" },
        ["Both"] = new("QRYSDK010", "Keep one of the two", Sources.Driver("""[assembly: DriverExtension("more", "acme")]""" + Good)),
        ["TakenFolder"] = new("QRYSDK011", "is no staged plugin", Sources.Driver(Good)) { Properties = "<QuarryPluginsDirectory>../Taken</QuarryPluginsDirectory>" },
        ["ForeignFramework"] = new("QRYSDK012", "Microsoft.AspNetCore.App", Sources.Driver(Good))
        {
            Items = """<PackageReference Include="Quarry.Contracts" Version="1.0.0" /><FrameworkReference Include="Microsoft.AspNetCore.App" />""",
        },
        ["Unwritable"] = new("QRYSDK013", "cannot be written", Sources.Driver(Good)) { Properties = "<QuarryPluginsDirectory>../File</QuarryPluginsDirectory>" },
    };

    /// <summary>The distinct errors of one project.</summary>
    public string[] Errors(string name)
        => [.. Output.Split('\n').Where(line => line.Contains($"{name}.csproj : error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct()];

    public void Dispose() => _space.Dispose();

    private static string Marked(string name, string outer) => $$"""
        class {{outer}}
        {
            [Driver("other", Schemes = ["other"])]
            public abstract class {{name}} : Driver;
        }
        """;
}
