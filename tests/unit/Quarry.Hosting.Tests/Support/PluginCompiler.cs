using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Quarry.Contracts;

namespace Quarry.Hosting.Tests.Support;

/// <summary>Compiles small real plugin assemblies.</summary>
internal static class PluginCompiler
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Threading; using System.Threading.Tasks; using Quarry.Contracts;\n";

    private static readonly Lazy<MetadataReference[]> s_references = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) && !Path.GetFileName(path).StartsWith("System.Composition", StringComparison.Ordinal))
            .Append(typeof(Driver).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    private static readonly ConcurrentDictionary<(string, string, Platform), byte[]> s_compiled = new();

    public static byte[] Compile(string name, string source, Platform platform = Platform.AnyCpu) => s_compiled.GetOrAdd((name, source, platform), _ => Emit(name, source, platform, []));

    public static byte[] Compile(string name, string source, byte[] reference) => Emit(name, source, Platform.AnyCpu, [MetadataReference.CreateFromImage(reference)]);

    private static byte[] Emit(string name, string source, Platform platform, MetadataReference[] more)
    {
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(Usings + source)],
            [.. s_references.Value, .. more], new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, platform: platform, allowUnsafe: true));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        result.Success.Should().BeTrue("{0}", string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return stream.ToArray();
    }
}
