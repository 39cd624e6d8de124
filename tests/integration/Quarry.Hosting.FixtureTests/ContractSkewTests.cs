using System.Diagnostics;
using Quarry.Contracts;

namespace Quarry.Hosting.FixtureTests;

/// <summary>Host and plugin of different minors of the contract, both ways.</summary>
public sealed class ContractSkewTests
{
    [Fact]
    public async Task A_plugin_that_needs_the_next_minor_is_refused_by_its_manifest()
    {
        await using PluginHost plugins = FixturePlugins.Open(Path.Combine(FixturePlugins.NextHost, "plugins"));
        PluginEntry entry = plugins.Plugins.Should().ContainSingle().Subject;
        entry.Contract.Should().Be(new PluginContract(1, ContractVersion.Minor + 1));
        entry.State.Should().Be(PluginState.Failed);
        entry.Problem!.ToString().Should().Contain("needs contract 1.1").And.Contain("Update Quarry in the application");
    }

    [Fact]
    public async Task A_host_of_the_next_minor_runs_plugins_of_this_one()
    {
        string[] output = await RunNextHostAsync(FixturePlugins.Directory, "good", "private-dep-v1", "wrong-contract");
        output[0].Should().Be("contract 1.1");
        output[1].Should().Be("good: 1 one, 2 two, 3 three; next is default");
        output[2].Should().Be("private-dep-v1: 12 managed, 1 native; next is default");
        output[3].Should().StartWith("wrong-contract: ").And.Contain("contract 2");
    }

    [Fact]
    public async Task A_host_of_the_next_minor_sees_what_its_plugins_add()
        => (await RunNextHostAsync(Path.Combine(FixturePlugins.NextHost, "plugins"), "contracts-next"))[1]
            .Should().Be("contracts-next: 1 overridden; next is overridden");

    private static async Task<string[]> RunNextHostAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(FixturePlugins.NextHost, "NextHost.dll"), .. arguments]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, output);
        return output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
