namespace Quarry.Sdk.Tests;

/// <summary>A plugin "acme" with a private library and a native one, and an application that carries it; published, changed and published again once for all tests.</summary>
public sealed class AuthorWorkspace : IDisposable
{
    private const string Output = "App/bin/Release/net10.0";
    private readonly Workspace _space = new();

    public AuthorWorkspace()
    {
        WriteAcme("""<None Include="notice.txt" CopyToOutputDirectory="PreserveNewest" />""");
        _space.Write("Acme/notice.txt", "text");
        _space.Write("Acme/AcmeDriver.cs", Sources.Driver("""[Driver("acme", Name = "Acme", Vendor = "Acme Corp", Schemes = ["acme"], OdbcDrivers = ["Acme*"])]"""));
        _space.Write("Helper/Helper.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="Quarry.Contracts" Version="1.0.0" /></ItemGroup>
            </Project>
            """);
        _space.Write("Helper/Helper.cs", "public static class Helper;");
        _space.Write("App/App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Quarry.Sdk" Version="0.1.0" />
                <QuarryPlugin Include="../Acme/Acme.csproj" />
              </ItemGroup>
            </Project>
            """);
        _space.Write("App/Program.cs", "return;");
        Dotnet.Succeed(_space["App"], "publish");
        First = Snapshot();
        WriteAcme("");
        Dotnet.Succeed(_space["App"], "publish");
        Later = Snapshot();
        Dotnet.Succeed(_space["App"], "publish", "-r", "linux-x64", "--self-contained", "false");
        ForLinux = FolderSnapshot.Of(_space[$"{Output}/linux-x64/publish/plugins/acme"]);
    }

    /// <summary>The plugin's folder as the first build left it: staged, beside the application, published with it.</summary>
    internal IReadOnlyDictionary<string, FolderSnapshot> First { get; }

    /// <summary>The same after notice.txt left the project.</summary>
    internal IReadOnlyDictionary<string, FolderSnapshot> Later { get; }

    /// <summary>The folder in an application published for one platform.</summary>
    internal FolderSnapshot ForLinux { get; }

    public void Dispose() => _space.Dispose();

    private Dictionary<string, FolderSnapshot> Snapshot() => new()
    {
        ["staged"] = FolderSnapshot.Of(_space["Acme/bin/Release/net10.0/plugins/acme"]),
        ["beside"] = FolderSnapshot.Of(_space[$"{Output}/plugins/acme"]),
        ["published"] = FolderSnapshot.Of(_space[$"{Output}/publish/plugins/acme"]),
    };

    private void WriteAcme(string items) => _space.Write("Acme/Acme.csproj", $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Version>1.2.3-beta.1</Version>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Quarry.Sdk" Version="0.1.0" />
            <PackageReference Include="Quarry.Contracts" Version="1.0.0" />
            <PackageReference Include="SQLitePCLRaw.bundle_e_sqlite3" Version="3.0.5" />
            <ProjectReference Include="../Helper/Helper.csproj" />
            {items}
          </ItemGroup>
        </Project>
        """);
}
