namespace Quarry.Hosting.FixtureTests;

/// <summary>A directory of good and bad plugins: each bad one is listed with its cause and fix, and disturbs nobody.</summary>
public sealed class ListingTests : IAsyncDisposable
{
    private readonly PluginHost _plugins = FixturePlugins.Open(FixturePlugins.Directory);

    [Fact]
    public void Listing_loads_nothing()
    {
        _plugins.Plugins.Where(plugin => plugin.State == PluginState.Listed).Should().HaveCountGreaterThan(6);
        _plugins.Plugins.Should().NotContain(plugin => plugin.State == PluginState.Loaded);
        _plugins.Problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData("BundledContract", 6019, "Quarry.Contracts.dll")]
    [InlineData("DuplicateIdA", 6022, "DuplicateIdB")]
    [InlineData("DuplicateIdB", 6022, "DuplicateIdA")]
    [InlineData("DuplicateSchemeA", 6023, "DuplicateSchemeB")]
    [InlineData("DuplicateSchemeB", 6023, "DuplicateSchemeA")]
    [InlineData("MissingDependency", 6015, "Newtonsoft.Json.dll")]
    [InlineData("WrongContract", 6021, "contract 2")]
    public void What_the_manifest_shows_is_refused_before_anything_is_loaded(string folder, int code, string cause) => ShouldFail(Entry(folder), code, cause);

    [Theory]
    [InlineData("MissingNative", null, "quarry_fixture_absent")]
    [InlineData("NoDriver", 6047, "NotADriver")]
    [InlineData("ThrowingConstructor", null, "The fixture refuses to be created.")]
    [InlineData("TwoDrivers", 6046, "SecondDriver")]
    public void What_only_loading_shows_is_listed_afterwards(string folder, int? code, string cause)
    {
        Entry(folder).State.Should().Be(PluginState.Listed);
        _plugins.LoadAll();
        ShouldFail(Entry(folder), code, cause);
    }

    [Fact]
    public async Task An_extension_without_its_driver_is_refused()
    {
        DirectoryInfo alone = Directory.CreateTempSubdirectory("quarry-fixtures-");
        try
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(FixturePlugins.Directory, "RuleOnly")))
            {
                File.Copy(file, Path.Combine(alone.CreateSubdirectory("RuleOnly").FullName, Path.GetFileName(file)));
            }

            await using PluginHost plugins = FixturePlugins.Open(alone.FullName);
            ShouldFail(plugins.Plugins.Should().ContainSingle().Subject, 6024, "extends 'sqlite'");
        }
        finally
        {
            alone.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_good_ones_load_beside_the_bad()
    {
        _plugins.LoadAll();
        _plugins.Plugins.Where(plugin => plugin.State == PluginState.Loaded).Select(plugin => plugin.Id)
            .Should().Contain(["good", "extending", "native-package", "private-dep-v1", "private-dep-v2", "rule-only", "sqlite", "oracle", "extending-oracle"]);
    }

    public ValueTask DisposeAsync() => _plugins.DisposeAsync();

    private PluginEntry Entry(string folder) => _plugins.Plugins.Single(plugin => Path.GetFileName(plugin.Folder) == folder);

    private static void ShouldFail(PluginEntry entry, int? code, string cause)
    {
        entry.State.Should().Be(PluginState.Failed);
        entry.Problem!.Cause.Should().Contain(cause);
        entry.Problem.Fix.Should().EndWith(".");
        if (code is not null)
        {
            entry.Problem.Code.Should().Be(code);
        }
    }
}
