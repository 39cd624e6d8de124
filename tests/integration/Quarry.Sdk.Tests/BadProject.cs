namespace Quarry.Sdk.Tests;

/// <summary>One mistake.</summary>
internal sealed record BadProject(string Code, string Says, string Source)
{
    public string Properties { get; init; } = "";
    public string Items { get; init; } = """<PackageReference Include="Quarry.Contracts" Version="1.0.0" />""";
    public string Framework { get; init; } = "net10.0";
}
