using Quarry.Hosting.Tests.Support;

namespace Quarry.Hosting.Tests.Discovery;

public sealed class FolderCheckTests : IDisposable
{
    private readonly TempDirectory _plugins = new();
    private readonly string _folder;

    public FolderCheckTests() => _folder = _plugins.AddListed("good", ManifestText.Good());

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public async Task A_missing_file_is_named()
    {
        List(("good.dll", 3), ("lib/other.dll", 1));

        (await ProblemAsync(ErrorCodes.FileMissing)).Cause.Should().Contain("'lib/other.dll'");
    }

    [Fact]
    public async Task A_directory_in_place_of_a_file_is_a_missing_file()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "lib"));
        List(("good.dll", 3), ("lib", 4096));

        await ProblemAsync(ErrorCodes.FileMissing);
    }

    [Fact]
    public async Task A_half_copied_file_is_named_with_both_lengths()
    {
        List(("good.dll", 4));

        (await ProblemAsync(ErrorCodes.FileLengthDiffers)).Cause.Should().Contain("'good.dll' has 3 bytes and not the 4");
    }

    [Fact]
    public async Task A_missing_deps_file_is_named()
    {
        File.Delete(Path.Combine(_folder, "good.deps.json"));

        (await ProblemAsync(ErrorCodes.DepsFileMissing)).Cause.Should().Contain("good.deps.json");
    }

    [Theory]
    [InlineData("Quarry.Contracts.dll", true)]
    [InlineData("quarry.contracts.DLL", true)]
    [InlineData("Quarry.Contracts.dll", false)]
    public async Task A_bundled_copy_of_the_contract_is_refused_with_the_fix(string name, bool listed)
    {
        File.WriteAllText(Path.Combine(_folder, name), "abc");
        if (listed)
        {
            List(("good.dll", 3), (name, 3));
        }

        (await ProblemAsync(ErrorCodes.BundledContract)).Fix.Should().Contain("ExcludeAssets=\"runtime\"").And.Contain("Quarry SDK");
    }

    [Theory]
    [InlineData("good.dll")]
    [InlineData("lib/good2.dll")]
    public async Task A_link_that_leaves_the_folder_is_refused(string path)
    {
        string outside = _plugins.Folder(".outside");
        File.WriteAllText(Path.Combine(outside, "good.dll"), "abc");
        File.WriteAllText(Path.Combine(outside, "good2.dll"), "abc");
        if (path.StartsWith("lib/", StringComparison.Ordinal))
        {
            Directory.CreateSymbolicLink(Path.Combine(_folder, "lib"), outside);
            List(("good.dll", 3), (path, 3));
        }
        else
        {
            File.Delete(Path.Combine(_folder, path));
            File.CreateSymbolicLink(Path.Combine(_folder, path), "../.outside/good.dll");
        }

        (await ProblemAsync(ErrorCodes.LinkLeavesFolder)).Cause.Should().Contain($"'{path}'");
    }

    [Fact]
    public async Task A_ring_of_links_is_refused()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "a.so"), "b.so");
        File.CreateSymbolicLink(Path.Combine(_folder, "b.so"), "a.so");
        List(("good.dll", 3), ("a.so", 3));

        await ProblemAsync(ErrorCodes.LinkLeavesFolder);
    }

    [Fact]
    public async Task A_link_within_the_folder_and_a_folder_behind_a_link_are_accepted()
    {
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "native")).FullName, "x.so.1"), "abc");
        File.CreateSymbolicLink(Path.Combine(_folder, "native", "x.so"), "../native/x.so.1");
        List(("good.dll", 3), ("native/x.so", 3));
        Directory.Move(_folder, _plugins.Combine(".store"));
        Directory.CreateSymbolicLink(_folder, _plugins.Combine(".store"));

        await using PluginHost host = _plugins.Open();

        host.Plugins.Single().Problem.Should().BeNull();
    }

    private void List(params (string Path, long Bytes)[] files) => PluginFolder.WriteManifest(_folder, ManifestText.Good(files: files));

    private async Task<PluginProblem> ProblemAsync(int code)
    {
        await using PluginHost host = _plugins.Open();
        PluginEntry entry = host.Plugins.Single();
        entry.State.Should().Be(PluginState.Failed);
        entry.Problem!.Code.Should().Be(code, "{0}", entry.Problem);
        return entry.Problem;
    }
}
