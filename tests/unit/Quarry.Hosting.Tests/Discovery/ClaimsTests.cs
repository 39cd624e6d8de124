using Quarry.Contracts;
using Quarry.Hosting.Tests.Support;

namespace Quarry.Hosting.Tests.Discovery;

public sealed class ClaimsTests : IDisposable
{
    private readonly TempDirectory _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public async Task Two_plugins_of_one_id_are_both_refused_by_an_error_that_names_both_folders()
    {
        _plugins.AddListed("one", ManifestText.Good("same", schemes: ["one"]));
        _plugins.AddListed("two", ManifestText.Good("same", schemes: ["two"]));
        _plugins.AddListed("other", ManifestText.Good("other"));

        await using PluginHost host = _plugins.Open();

        foreach (PluginEntry entry in host.Plugins.Where(entry => entry.Id == "same"))
        {
            entry.State.Should().Be(PluginState.Failed);
            entry.Problem!.Code.Should().Be(ErrorCodes.DuplicateId);
            entry.Problem.Cause.Should().Contain(_plugins.Combine("one")).And.Contain(_plugins.Combine("two"));
        }

        host.Plugins.Single(entry => entry.Id == "other").State.Should().Be(PluginState.Listed);
        FluentActions.Invoking(() => host.Load("same")).Should().Throw<QuarryException>().Which.Code.Should().Be(ErrorCodes.DuplicateId);
    }

    [Fact]
    public async Task Two_plugins_of_one_scheme_are_both_refused_also_across_directories()
    {
        using var second = new TempDirectory();
        _plugins.AddListed("one", ManifestText.Good("one", schemes: ["db", "one"]));
        second.AddListed("two", ManifestText.Good("two", schemes: ["two", "db"]));

        await using PluginHost host = _plugins.Open(options => options.PluginsDirectories.Add(second.Path));

        host.Plugins.Should().OnlyContain(entry => entry.State == PluginState.Failed && entry.Problem!.Code == ErrorCodes.DuplicateScheme);
        FluentActions.Invoking(() => host.FindByScheme("db")).Should().Throw<QuarryException>()
            .WithMessage($"*'db'*{_plugins.Combine("one")}*{second.Combine("two")}*");
    }

    [Fact]
    public async Task A_plugin_that_is_refused_already_takes_no_claim_from_a_good_one()
    {
        _plugins.AddListed("good", ManifestText.Good("good", schemes: ["db"]));
        string bad = _plugins.AddListed("bad", ManifestText.Good("bad", schemes: ["db"]));
        File.Delete(Path.Combine(bad, "bad.dll"));

        await using PluginHost host = _plugins.Open();

        host.Plugins.Single(entry => entry.Id == "good").State.Should().Be(PluginState.Listed);
    }

    [Fact]
    public async Task A_registered_driver_and_a_folder_of_one_id_are_both_refused()
    {
        _plugins.AddListed("static-x", ManifestText.Good("static-x", schemes: ["else"]));

        await using PluginHost host = _plugins.Open(options => options.AddDriver(() => new RegisteredDriver()));

        host.Plugins.Should().HaveCount(2).And.OnlyContain(entry => entry.Problem!.Code == ErrorCodes.DuplicateId);
    }

    [Fact]
    public async Task An_extension_without_its_base_is_refused()
    {
        _plugins.AddListed("ext", ManifestText.Good("ext", extends: "nowhere"));

        await using PluginHost host = _plugins.Open();

        PluginProblem problem = host.Plugins.Single().Problem!;
        problem.Code.Should().Be(ErrorCodes.BaseMissing);
        problem.ToString().Should().Contain("'nowhere'").And.Contain("Install");
    }

    [Fact]
    public async Task An_extension_of_an_extension_or_of_a_refused_driver_is_refused()
    {
        _plugins.AddListed("base", ManifestText.Good("base"));
        _plugins.AddListed("ext", ManifestText.Good("ext", extends: "base"));
        _plugins.AddListed("ext2", ManifestText.Good("ext2", extends: "ext"));
        File.Delete(Path.Combine(_plugins.AddListed("bad", ManifestText.Good("bad")), "bad.dll"));
        _plugins.AddListed("ext3", ManifestText.Good("ext3", extends: "bad"));

        await using PluginHost host = _plugins.Open();

        host.Plugins.Where(entry => entry.State == PluginState.Listed).Select(entry => entry.Id).Should().Equal("base", "ext");
        host.Plugins.Single(entry => entry.Id == "ext2").Problem!.Code.Should().Be(ErrorCodes.BaseIsExtension);
        PluginProblem problem = host.Plugins.Single(entry => entry.Id == "ext3").Problem!;
        problem.Code.Should().Be(ErrorCodes.BaseFailed);
        problem.Cause.Should().Contain("bad.dll");
    }

    [Fact]
    public async Task An_unknown_scheme_is_answered_with_those_there_are_and_with_what_failed()
    {
        _plugins.AddListed("one", ManifestText.Good("one", schemes: ["zeta", "alpha"]));
        _plugins.Folder("photos");

        await using PluginHost host = _plugins.Open(options => options.PluginsDirectories.Add(_plugins.Combine(".missing")));

        FluentActions.Invoking(() => host.FindByScheme("mongo")).Should().Throw<QuarryException>()
            .WithMessage("*'mongo:'*alpha, zeta.*.missing*'photos' failed*install a plugin*")
            .Which.Code.Should().Be(ErrorCodes.UnknownScheme);
        FluentActions.Invoking(() => host.Load("mongo")).Should().Throw<QuarryException>().WithMessage("*'mongo'*one.*").Which.Code.Should().Be(ErrorCodes.UnknownId);
    }
}
