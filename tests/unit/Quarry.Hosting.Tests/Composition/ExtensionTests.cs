using Quarry.Contracts;
using Quarry.Hosting.Tests.Support;

namespace Quarry.Hosting.Tests.Composition;

public sealed class ExtensionTests : IDisposable
{
    private readonly TempDirectory _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public async Task Rules_types_and_profile_of_an_extension_take_effect()
    {
        _plugins.Add("base", Sources.Good("base"));
        _plugins.Add("ext", Sources.Extension("ext", "base", Sources.Rule("Extra", "ext.extra") + Sources.TypeAddition + Sources.Profile), extends: "base");
        await using PluginHost host = _plugins.Open();

        LoadedPlugin plugin = host.Load("base");

        plugin.Extensions.Should().Equal("ext");
        plugin.Rules.Select(rule => rule.Name).Should().BeEquivalentTo("base.a", "base.b", "ext.extra");
        plugin.Driver.Types.Map(new NativeColumn { TypeName = "added" }, ReadOptions.Default).Should().Be(LogicalType.Json);
        plugin.Driver.Types.Map(new NativeColumn { TypeName = "other" }, ReadOptions.Default).Should().Be(LogicalType.Utf8);
        plugin.Odbc!.Drivers.Should().Equal("Added*");
        host.Plugins.Should().OnlyContain(entry => entry.State == PluginState.Loaded && entry.Problem == null);
        host.Invoking(h => h.Load("ext")).Should().Throw<QuarryException>().WithMessage("*'ext' is an extension of 'base'*").Which.Code.Should().Be(ErrorCodes.ExtensionAlone);
    }

    [Theory]
    [InlineData("throw new Exception(\"pwd=hunter2\");", "base", 1020)]
    [InlineData("", "other", ErrorCodes.ExtensionAttributeWrong)]
    public async Task A_failing_extension_is_listed_and_the_base_works_without_it(string body, string attribute, int code)
    {
        _plugins.Add("base", Sources.Good("base"));
        _plugins.Add("fine", Sources.Extension("fine", "base", Sources.Rule("Extra", "fine.extra")), extends: "base");
        _plugins.Add("bad", Sources.Extension("bad", attribute, Sources.Rule("Extra", "bad.extra").Replace("public override string", $"public Extra() {{ {body} }} public override string", StringComparison.Ordinal)), extends: "base");
        await using PluginHost host = _plugins.Open();

        LoadedPlugin plugin = host.Load("base");

        plugin.Extensions.Should().Equal("fine");
        plugin.Rules.Select(rule => rule.Name).Should().BeEquivalentTo("base.a", "base.b", "fine.extra");
        PluginEntry bad = host.Plugins.Single(entry => entry.Id == "bad");
        bad.State.Should().Be(PluginState.Failed);
        bad.Problem!.Code.Should().Be(code, "{0}", bad.Problem);
        bad.Problem.ToString().Should().NotContain("hunter2");
    }

    [Fact]
    public async Task An_extension_that_the_base_does_not_work_with_is_left_out_and_others_stay()
    {
        _plugins.Add("base", Sources.Good("base"));
        _plugins.Add("ext1", Sources.Extension("ext1", "base", Sources.Rule("Extra", "ext1.extra")), extends: "base");
        _plugins.Add("ext2", Sources.Extension("ext2", "base", Sources.Rule("Same", "base.a")), extends: "base");
        _plugins.Add("ext3", Sources.Extension("ext3", "base", Sources.Rule("Extra", "ext3.extra")), extends: "base");
        await using PluginHost host = _plugins.Open();

        LoadedPlugin plugin = host.Load("base");

        plugin.Extensions.Should().Equal("ext1", "ext3");
        plugin.Rules.Select(rule => rule.Name).Should().BeEquivalentTo("base.a", "base.b", "ext1.extra", "ext3.extra");
        PluginProblem problem = host.Plugins.Single(entry => entry.Id == "ext2").Problem!;
        problem.Code.Should().Be(ErrorCodes.RefusedByBase);
        problem.Cause.Should().Contain("'base.a'");
    }

    [Fact]
    public async Task Rules_that_the_base_does_not_take_fail_the_extension_and_not_the_base()
    {
        _plugins.Add("base", Sources.Parts + Sources.Driver("base", "TypeMap types, Dialect dialect", rules: "new OptimizationRule[0]"));
        _plugins.Add("ext", Sources.Extension("ext", "base", Sources.Rule("Extra", "ext.extra")), extends: "base");
        await using PluginHost host = _plugins.Open();

        host.Load("base").Rules.Should().BeEmpty();

        host.Plugins.Single(entry => entry.Id == "ext").Problem!.Cause.Should().Contain("rule Extra is a part, but TheDriver.Rules does not return it");
    }

    [Fact]
    public async Task Two_profiles_are_both_left_out_by_an_error_that_names_both()
    {
        _plugins.Add("base", Sources.Good("base"));
        _plugins.Add("way1", Sources.Extension("way1", "base", Sources.Profile), extends: "base");
        _plugins.Add("way2", Sources.Extension("way2", "base", Sources.Profile), extends: "base");
        await using PluginHost host = _plugins.Open();

        host.Load("base").Odbc.Should().BeNull();

        host.Plugins.Where(entry => entry.Extends is not null).Should().OnlyContain(entry => entry.Problem!.Code == ErrorCodes.SeveralProfiles
            && entry.Problem.Cause.Contains(_plugins.Combine("way1")) && entry.Problem.Cause.Contains(_plugins.Combine("way2")));
    }

    [Theory]
    [InlineData("public class Nothing : Exception { }", ErrorCodes.ExtensionEmpty)]
    [InlineData("", ErrorCodes.ExtensionEmpty)]
    public async Task An_extension_without_parts_is_an_error(string parts, int code)
    {
        _plugins.Add("base", Sources.Good("base"));
        _plugins.Add("ext", Sources.Extension("ext", "base", parts), extends: "base");
        await using PluginHost host = _plugins.Open();

        host.Load("base");

        host.Plugins.Single(entry => entry.Id == "ext").Problem!.Code.Should().Be(code);
    }

    [Fact]
    public async Task An_extension_with_a_driver_or_without_its_attribute_is_an_error()
    {
        _plugins.Add("base", Sources.Good("base"));
        _plugins.Add("both", Sources.Extension("both", "base", Sources.Good("both")), extends: "base");
        _plugins.Add("plain", Sources.Rule("Extra", "plain.extra"), extends: "base");
        await using PluginHost host = _plugins.Open();

        host.Load("base").Extensions.Should().BeEmpty();

        host.Plugins.Single(entry => entry.Id == "both").Problem!.ToString().Should().Contain("TheDriver").And.Contain("two plugins");
        host.Plugins.Single(entry => entry.Id == "plain").Problem!.ToString().Should().Contain("[assembly: DriverExtension(\"plain\", \"base\")]");
    }

    [Fact]
    public async Task Extensions_of_a_base_that_fails_say_so()
    {
        _plugins.Add("base", Sources.Parts);
        _plugins.Add("ext", Sources.Extension("ext", "base", Sources.Rule("Extra", "ext.extra")), extends: "base");
        await using PluginHost host = _plugins.Open();

        host.Invoking(h => h.Load("base")).Should().Throw<QuarryException>();

        PluginEntry ext = host.Plugins.Single(entry => entry.Id == "ext");
        ext.State.Should().Be(PluginState.Failed);
        ext.Problem!.Code.Should().Be(ErrorCodes.BaseFailed);
    }
}
