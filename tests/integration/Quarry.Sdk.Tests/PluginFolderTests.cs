using System.Text.Json;

namespace Quarry.Sdk.Tests;

/// <summary>What an author gets from a project of two properties.</summary>
public sealed class PluginFolderTests(AuthorWorkspace author) : IClassFixture<AuthorWorkspace>
{
    public static TheoryData<string> Places => ["staged", "beside", "published"];

    [Theory]
    [MemberData(nameof(Places))]
    public void The_folder_is_complete_and_holds_nothing_of_the_host(string place)
    {
        FolderSnapshot folder = author.First[place];
        folder.Files.Keys.Should().Contain(["Acme.dll", "Acme.deps.json", "Helper.dll", "SQLitePCLRaw.core.dll", "notice.txt", "plugin.json",
            "runtimes/linux-x64/native/libe_sqlite3.so", "runtimes/win-x64/native/e_sqlite3.dll"]);
        folder.Files.Keys.Should().NotContain(path => path.Contains("Quarry.") || path.EndsWith(".runtimeconfig.json") || path.EndsWith(".xml"));
        folder.Dependencies.Should().Contain("libe_sqlite3").And.Contain("Helper").And.NotContain("Quarry");
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void The_manifest_says_what_the_assembly_says(string place)
    {
        JsonElement manifest = author.First[place].Manifest;
        manifest.EnumerateObject().Select(property => property.Name).Should().Equal(
            "manifest", "id", "name", "vendor", "version", "contract", "assembly", "schemes", "odbcDrivers", "dbmsNames", "files");
        manifest.GetProperty("manifest").GetInt32().Should().Be(1);
        manifest.GetProperty("id").GetString().Should().Be("acme");
        manifest.GetProperty("name").GetString().Should().Be("Acme");
        manifest.GetProperty("vendor").GetString().Should().Be("Acme Corp");
        manifest.GetProperty("version").GetString().Should().Be("1.2.3-beta.1");
        manifest.GetProperty("contract").EnumerateObject().Select(property => (property.Name, property.Value.GetInt32())).Should().Equal(("major", 1), ("minMinor", 0));
        manifest.GetProperty("assembly").GetString().Should().Be("Acme.dll");
        Texts(manifest, "schemes").Should().Equal("acme");
        Texts(manifest, "odbcDrivers").Should().Equal("Acme*");
        Texts(manifest, "dbmsNames").Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void The_manifest_lists_every_file_with_its_length(string place)
        => Listed(author.First[place]).Should().Equal(Present(author.First[place]));

    [Theory]
    [MemberData(nameof(Places))]
    public void A_file_that_left_the_project_leaves_the_folder_and_the_manifest(string place)
    {
        FolderSnapshot folder = author.Later[place];
        folder.Files.Keys.Should().Equal(author.First[place].Files.Keys.Except(["notice.txt"]));
        Listed(folder).Should().Equal(Present(folder));
    }

    [Fact]
    public void An_application_for_one_platform_carries_natives_of_that_platform_only()
    {
        author.ForLinux.Files.Keys.Should().Equal("Acme.deps.json", "Acme.dll", "Acme.pdb", "Helper.dll", "Helper.pdb", "SQLitePCLRaw.batteries_v2.dll",
            "SQLitePCLRaw.core.dll", "SQLitePCLRaw.provider.e_sqlite3.dll", "libe_sqlite3.so", "plugin.json");
        Listed(author.ForLinux).Should().Equal(Present(author.ForLinux));
    }

    private static IEnumerable<(string Path, long Bytes)> Listed(FolderSnapshot folder)
        => folder.Manifest.GetProperty("files").EnumerateArray().Select(file => (file.GetProperty("path").GetString()!, file.GetProperty("bytes").GetInt64()));

    private static IEnumerable<(string Path, long Bytes)> Present(FolderSnapshot folder)
        => folder.Files.Where(file => file.Key != "plugin.json").Select(file => (file.Key, file.Value));

    private static IEnumerable<string?> Texts(JsonElement manifest, string name) => manifest.GetProperty(name).EnumerateArray().Select(item => item.GetString());
}
