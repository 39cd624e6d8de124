using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Quarry.Contracts;
using Quarry.Hosting.Tests.Support;

namespace Quarry.Hosting.Tests.Loading;

public sealed class LoadFailureTests : IDisposable
{
    private const string NoRules = "new OptimizationRule[0]";
    private readonly TempDirectory _plugins = new();

    public void Dispose() => _plugins.Dispose();

    [Fact]
    public Task No_driver() => FailsAsync(Sources.Parts, ErrorCodes.NoDriver, "no class marked [Driver", "mark it");

    [Fact]
    public Task A_driver_class_without_its_attribute_is_named()
        => FailsAsync(Sources.Parts + Sources.Driver("bad").Replace("[Driver(\"bad\")]", "", StringComparison.Ordinal), ErrorCodes.NoDriver, "TheDriver derives from Driver", "Add the attribute");

    [Fact]
    public Task Two_drivers_are_both_named()
        => FailsAsync(Sources.Parts + Sources.Driver("bad") + Sources.Driver("worse", type: "Other"), ErrorCodes.SeveralDrivers, "TheDriver, Other", "Keep one");

    [Fact]
    public Task An_attribute_on_what_is_no_driver() => FailsAsync("[Driver(\"bad\")] public class Thing { }", ErrorCodes.BadDriverClass, "Thing", "derives from Driver");

    [Fact]
    public Task An_id_that_differs_from_the_manifests()
        => FailsAsync(Sources.Parts + Sources.Driver("other", "TypeMap types, Dialect dialect", rules: NoRules), ErrorCodes.IdDiffers, "'other'", "Quarry SDK");

    [Fact]
    public Task A_rule_that_the_driver_does_not_return()
        => FailsAsync(Sources.Parts + Sources.Rule("Lost", "lost") + Sources.Driver("bad", "TypeMap types, Dialect dialect", rules: NoRules),
            ErrorCodes.RuleNotReturned, "rule Lost is a part, but TheDriver.Rules does not return it", "IEnumerable<OptimizationRule>");

    [Fact]
    public Task Two_rules_of_one_name()
        => FailsAsync(Sources.Parts + Sources.Rule("A", "same") + Sources.Rule("B", "same") + Sources.Driver("bad"), ErrorCodes.RuleNamesCollide, "'same'", "name of its own");

    [Fact]
    public Task A_driver_without_types()
        => FailsAsync(Sources.Parts + Sources.Driver("bad", types: "null"), ErrorCodes.DriverIncomplete, "TheDriver.Types", "Return a value");

    [Fact]
    public Task A_null_among_the_rules()
        => FailsAsync(Sources.Parts + Sources.Driver("bad", rules: "new OptimizationRule[1]"), ErrorCodes.DriverIncomplete, "TheDriver.Rules", "Return a value");

    [Fact]
    public Task A_part_without_a_public_constructor()
        => FailsAsync(Sources.Parts + Sources.Rule("Hidden", "h").Replace("public override string", "private Hidden() { } public override string", StringComparison.Ordinal) + Sources.Driver("bad"),
            ErrorCodes.NoPublicConstructor, "Hidden", "Give it one");

    [Fact]
    public Task A_constructor_that_asks_for_what_no_part_is()
        => FailsAsync(Sources.Parts + Sources.Driver("bad", "TypeMap types, Dialect dialect, IDisposable what", rules: NoRules), ErrorCodes.CompositionFailed, "IDisposable", "concrete parts");

    [Fact]
    public Task Two_type_maps_for_one_parameter()
        => FailsAsync(Sources.Parts + Sources.Parts.Replace("class Map", "class Map2", StringComparison.Ordinal).Replace("class Sql", "class Sql2", StringComparison.Ordinal) + Sources.Driver("bad"),
            ErrorCodes.CompositionFailed, "TypeMap", "exactly one");

    [Fact]
    public async Task A_throwing_constructor_is_told_as_text_without_secrets_and_remembered()
    {
        QuarryException error = await FailsAsync(Sources.Parts + Sources.Driver("bad", "TypeMap types, Dialect dialect",
            body: "throw new AcmeException(\"cannot reach postgres://app:hunter2@db with Password=hunter2;\", new InvalidOperationException(\"inner hunter\"));", rules: NoRules)
            + "public class AcmeException : Exception { public AcmeException(string m, Exception i) : base(m, i) { } }",
            1020, "AcmeException: cannot reach postgres://app:…@db with Password=…", "plugin's author");

        error.Kind.Should().Be(ErrorKind.Internal);
        error.ToString().Should().NotContain("hunter2");
        error.InnerException.Should().BeNull();
        error.Message.Should().Contain("System.InvalidOperationException: inner hunter");
        error.StackTrace.Should().Contain("TheDriver..ctor(");
    }

    [Fact]
    public Task A_missing_managed_dependency_of_a_base_class_is_named()
        => FailsAsync(PluginCompiler.Compile("bad", Sources.Parts + Sources.Driver("bad") + "public class Derived : Acme.Missing.Base { }", Missing()), 1021, "Acme.Missing, Version=0.0.0.0", "publish folder");

    [Fact]
    public Task A_missing_managed_dependency_of_a_method_body_is_named()
        => FailsAsync(PluginCompiler.Compile("bad", Sources.Parts + Sources.Driver("bad", "TypeMap types, Dialect dialect", body: "new Acme.Missing.Base();", rules: NoRules), Missing()),
            1021, "Acme.Missing, Version=0.0.0.0", "publish folder");

    [Fact]
    public Task A_missing_native_library_is_named_also_from_a_static_constructor()
        => FailsAsync(Sources.Parts + Sources.Driver("bad", "TypeMap types, Dialect dialect", body: "Native.Touch();", rules: NoRules) + """
            internal static class Native
            {
                private static readonly int s_version = acme_version();
                public static void Touch() { _ = s_version; }
                [System.Runtime.InteropServices.DllImport("acme_native")] private static extern int acme_version();
            }
            """, 1022, "acme_native", "native libraries included");

    [Fact]
    public Task A_type_built_against_another_version_is_told()
    {
        byte[] reference = PluginCompiler.Compile("Acme.Api", "namespace Acme; public class Api { public static void Old() { } }");
        byte[] found = PluginCompiler.Compile("Acme.Api", "namespace Acme; public class Api { public static void New() { } }");
        byte[] assembly = PluginCompiler.Compile("bad", Sources.Parts + Sources.Driver("bad", "TypeMap types, Dialect dialect", body: "Acme.Api.Old();", rules: NoRules), reference);
        _plugins.Add("bad", assembly, more: ("Acme.Api.dll", found));
        return LoadFailsAsync(1024, "Old", "Build the plugin anew");
    }

    [Fact]
    public Task What_is_no_assembly() => FailsAsync(Encoding.ASCII.GetBytes(new string('x', 4096)), ErrorCodes.NotDotNet, "bad.dll is not a .NET assembly", "Copy");

    [Fact]
    public Task A_truncated_assembly() => FailsAsync(PluginCompiler.Compile("bad", Sources.Good("bad"))[..2000], ErrorCodes.NotDotNet, "not a .NET assembly", "Copy");

    [Fact]
    public Task A_32_bit_assembly() => FailsAsync(PluginCompiler.Compile("bad", Sources.Good("bad"), Platform.X86), ErrorCodes.WrongBitness, "32-bit", "PlatformTarget");

    [Fact]
    public Task An_assembly_that_does_not_see_the_contract() => FailsAsync("public class Thing { }", ErrorCodes.ContractNotReferenced, "does not use Quarry.Contracts", "\"assembly\"");

    [Fact]
    public Task An_assembly_of_a_newer_runtime()
        => FailsAsync(Patched(image => BitConverter.TryWriteBytes(image.Bytes.AsSpan(image.Version), (ushort)99)), ErrorCodes.NewerRuntime, "built for .NET 99", "Run the application on that .NET");

    [Fact]
    public Task An_assembly_of_NET_Framework()
        => FailsAsync(Patched(image => Encoding.ASCII.GetBytes("mscorlib\0").CopyTo(image.Bytes, image.Name)), ErrorCodes.OtherFramework, ".NET Framework", "net10.0");

    [Fact]
    public async Task A_failed_plugin_disturbs_no_other()
    {
        _plugins.Add("bad", Sources.Parts);
        _plugins.Add("fine", Sources.Good("fine"));
        await using PluginHost host = _plugins.Open();

        host.Invoking(h => h.Load("bad")).Should().Throw<QuarryException>();
        host.Load("fine").Rules.Should().HaveCount(2);
    }

    private static byte[] Missing() => PluginCompiler.Compile("Acme.Missing", "namespace Acme.Missing; public class Base { }");

    // The test assembly itself is built against the reference assemblies, as a plugin is.
    private static byte[] Patched(Action<(byte[] Bytes, int Version, int Name)> patch)
        => AssemblyPatch.Reference(File.ReadAllBytes(typeof(LoadFailureTests).Assembly.Location), "System.Runtime", patch);

    private Task<QuarryException> FailsAsync(string source, int code, string cause, string fix) => FailsAsync(PluginCompiler.Compile("bad", source), code, cause, fix);

    private Task<QuarryException> FailsAsync(byte[] assembly, int code, string cause, string fix)
    {
        _plugins.Add("bad", assembly);
        return LoadFailsAsync(code, cause, fix);
    }

    private async Task<QuarryException> LoadFailsAsync(int code, string cause, string fix)
    {
        await using PluginHost host = _plugins.Open();
        host.Plugins.Single().State.Should().Be(PluginState.Listed);

        QuarryException error = host.Invoking(h => h.Load("bad")).Should().ThrowExactly<QuarryException>().Which;

        error.Code.Should().Be(code, "{0}", error);
        error.Message.Should().StartWith("Plugin 'bad': ").And.Contain(cause).And.Contain(fix);
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            AssemblyLoadContext.GetLoadContext(e.GetType().Assembly).Should().Be(AssemblyLoadContext.Default);
        }

        PluginEntry entry = host.Plugins.Single();
        entry.State.Should().Be(PluginState.Failed);
        entry.Problem!.Code.Should().Be(code);
        host.Invoking(h => h.Load("bad")).Should().ThrowExactly<QuarryException>().Which.Message.Should().Be(error.Message, "the failure is remembered");
        return error;
    }
}
