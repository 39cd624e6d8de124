using System.Runtime.Loader;
using System.Text.Json.Nodes;
using Quarry.Hosting.Tests.Support;

namespace Quarry.Hosting.Tests.Discovery;

public sealed class DiscoveryTests : IDisposable
{
    private readonly TempDirectory _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public async Task Listing_shows_what_the_manifest_says_and_loads_nothing()
    {
        _plugins.Add("listed-only", Sources.Good("listed-only"), schemes: ["one", "two"]);

        await using PluginHost host = _plugins.Open();

        PluginEntry entry = host.Plugins.Should().ContainSingle().Subject;
        entry.Should().BeEquivalentTo(new
        {
            Id = "listed-only",
            Name = "The listed-only",
            Vendor = "Acme",
            Version = "1.2.3-rc.1+build",
            Folder = _plugins.Combine("listed-only"),
            Schemes = new[] { "one", "two" },
            OdbcDrivers = new[] { "Acme ODBC*" },
            DbmsNames = new[] { "Acme" },
            Extends = (string?)null,
            Contract = new PluginContract(1, 0),
            State = PluginState.Listed,
            Problem = (PluginProblem?)null,
        });
        host.Problems.Should().BeEmpty();
        AppDomain.CurrentDomain.GetAssemblies().Should().NotContain(assembly => assembly.GetName().Name == "listed-only");
        AssemblyLoadContext.All.Should().NotContain(context => context.Name == "listed-only");
        host.Load("listed-only");
        AppDomain.CurrentDomain.GetAssemblies().Should().Contain(assembly => assembly.GetName().Name == "listed-only", "the check above can see what is loaded");
    }

    [Fact]
    public async Task Folders_are_listed_in_order_of_their_names_and_dot_folders_are_passed_over()
    {
        _plugins.AddListed("b", ManifestText.Good("beta"));
        _plugins.AddListed("a", ManifestText.Good("alpha"));
        _plugins.Folder(".staging");

        await using PluginHost host = _plugins.Open();

        host.Plugins.Select(entry => entry.Id).Should().Equal("alpha", "beta");
    }

    [Fact]
    public async Task A_folder_without_a_manifest_is_listed_with_the_fix_and_disturbs_nobody()
    {
        _plugins.AddListed("good", ManifestText.Good());
        _plugins.Folder("photos");

        await using PluginHost host = _plugins.Open();

        host.Plugins.Select(entry => (entry.Id, entry.State)).Should().Equal(("good", PluginState.Listed), ("photos", PluginState.Failed));
        Problem(host, "photos", ErrorCodes.ManifestMissing).ToString().Should().Contain(_plugins.Combine("photos")).And.Contain("remove this folder");
    }

    [Fact]
    public async Task A_broken_manifest_is_listed_under_the_name_of_its_folder()
    {
        File.WriteAllText(Path.Combine(_plugins.Folder("broken"), "plugin.json"), "{");

        await using PluginHost host = _plugins.Open();

        Problem(host, "broken", ErrorCodes.ManifestNotJson);
        FluentActions.Invoking(() => host.Load("broken")).Should().Throw<Contracts.QuarryException>().WithMessage("Plugin 'broken': plugin.json is not valid JSON*")
            .Which.Code.Should().Be(ErrorCodes.ManifestNotJson);
    }

    [Fact]
    public async Task A_manifest_that_is_empty_or_huge_or_a_directory_is_refused()
    {
        File.WriteAllText(Path.Combine(_plugins.Folder("empty"), "plugin.json"), "");
        using (FileStream huge = File.Create(Path.Combine(_plugins.Folder("huge"), "plugin.json")))
        {
            huge.SetLength(1L << 32);
        }

        Directory.CreateDirectory(_plugins.Combine("directory", "plugin.json"));

        await using PluginHost host = _plugins.Open();

        Problem(host, "empty", ErrorCodes.ManifestNotJson);
        Problem(host, "huge", ErrorCodes.ManifestTooLarge);
        Problem(host, "directory", ErrorCodes.ManifestMissing);
    }

    [Fact]
    public async Task A_missing_an_empty_and_a_misnamed_plugins_directory_are_told_with_the_fix()
    {
        string good = _plugins.AddListed("good", ManifestText.Good());
        string empty = _plugins.Folder(".empty");
        string file = _plugins.Combine(".file");
        File.WriteAllText(file, "");

        await using PluginHost host = _plugins.Open(options =>
        {
            options.PluginsDirectories.Add(_plugins.Combine(".missing"));
            options.PluginsDirectories.Add(empty);
            options.PluginsDirectories.Add(good);
            options.PluginsDirectories.Add(file);
        });

        host.Problems.Select(problem => problem.Code).Should()
            .Equal(ErrorCodes.DirectoryMissing, ErrorCodes.DirectoryEmpty, ErrorCodes.DirectoryIsPlugin, ErrorCodes.DirectoryIsFile);
        host.Problems[0].ToString().Should().Contain(_plugins.Combine(".missing")).And.Contain("Create it");
        host.Problems[1].ToString().Should().Contain(empty).And.Contain("Copy plugin folders");
        host.Problems[2].Fix.Should().Contain(_plugins.Path);
        host.Problems[3].ToString().Should().StartWith($"{file} is a file").And.Contain("Name the directory").And.NotContain("Create it");
        host.Plugins.Should().ContainSingle();
    }

    [Fact]
    public async Task A_directory_that_is_named_twice_is_read_once()
    {
        _plugins.AddListed("good", ManifestText.Good());

        await using PluginHost host = _plugins.Open(options => options.PluginsDirectories.Add(_plugins.Path + Path.DirectorySeparatorChar));

        host.Plugins.Should().ContainSingle().Which.State.Should().Be(PluginState.Listed);
    }

    [Fact]
    public async Task What_may_not_be_read_is_told()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            return; // Root may read everything.
        }

        string manifest = Path.Combine(_plugins.AddListed("locked", ManifestText.Good("locked")), "plugin.json");
        string directory = _plugins.Folder(".closed");
        File.SetUnixFileMode(manifest, UnixFileMode.None);
        File.SetUnixFileMode(directory, UnixFileMode.None);

        await using PluginHost host = _plugins.Open(options => options.PluginsDirectories.Add(directory));

        Problem(host, "locked", ErrorCodes.ManifestUnreadable);
        host.Problems.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.DirectoryUnreadable);
        File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task An_unknown_id_in_Collectible_is_told()
    {
        _plugins.AddListed("good", ManifestText.Good());

        await using PluginHost host = _plugins.Open(options => options.Collectible["goood"] = true);

        host.Problems.Should().ContainSingle().Which.Code.Should().Be(ErrorCodes.CollectibleUnknown);
    }

    [Theory]
    [InlineData(2, 0, ErrorCodes.ContractOtherMajor, "contract 2", "Update Quarry")]
    [InlineData(0, 9, ErrorCodes.ContractOtherMajor, "contract 0", "newer version of the plugin")]
    [InlineData(1, 99, ErrorCodes.ContractNewer, "contract 1.99", "Update Quarry")]
    public async Task A_contract_that_does_not_fit_is_refused_before_any_load(int major, int minMinor, int code, string cause, string fix)
    {
        JsonObject manifest = ManifestText.Good();
        manifest["contract"] = new JsonObject { ["major"] = major, ["minMinor"] = minMinor };
        _plugins.AddListed("good", manifest);

        await using PluginHost host = _plugins.Open();

        PluginProblem problem = Problem(host, "good", code);
        problem.Cause.Should().Contain(cause).And.Contain("this host has 1.0");
        problem.Fix.Should().Contain(fix);
        AssemblyLoadContext.All.Should().NotContain(context => context.Name == "good");
    }

    [Theory]
    [InlineData(1, 2, 1, 2)]
    [InlineData(1, 0, 1, 2)]
    public void A_host_of_the_same_major_and_a_later_minor_takes_the_plugin(int major, int minMinor, int hostMajor, int hostMinor)
        => Hosting.Discovery.Negotiation.Check(new PluginContract(major, minMinor), hostMajor, hostMinor).Should().BeNull();

    private static PluginProblem Problem(PluginHost host, string id, int code)
    {
        PluginEntry entry = host.Plugins.Single(entry => entry.Id == id);
        entry.State.Should().Be(PluginState.Failed);
        entry.Problem!.Code.Should().Be(code, "{0}", entry.Problem);
        return entry.Problem;
    }
}
