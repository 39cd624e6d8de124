using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Quarry.Engine.Tests.Pooling;

public sealed class InterleavingTests
{
    [Fact]
    public void Ten_thousand_interleavings_break_no_rule() => Interleavings.Run(0, 10_000).Should().BeNull();

    [Theory]
    [InlineData("_closing--;\n                    break;\n                case PoolEntryState.Stuck:", "break;\n                case PoolEntryState.Stuck:", "a lost permit: what was closed keeps its place")]
    [InlineData("_idle.RemoveAt(_idle.Count - 1);", "", "a session with two owners: lent, and idle still")]
    [InlineData("_pauses = false;\n            Fill(ref effects);", "_pauses = false;", "an eternal waiter: nobody connects after the pause")]
    public void A_planted_bug_is_found(string rule, string bug, string what) => RunMutant(rule, bug).Should().NotBeNull(what);

    [Fact]
    public void The_pool_compiled_for_mutants_is_right_without_one() => RunMutant(null, "").Should().BeNull();

    private static string? RunMutant(string? rule, string bug)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "PoolSources");
        string[] sources = [.. Directory.GetFiles(folder, "*.cs").Select(file => File.ReadAllText(file).ReplaceLineEndings("\n"))];
        if (rule is not null)
        {
            sources.Count(text => text.Contains(rule, StringComparison.Ordinal)).Should().Be(1, "the line to change must be there");
            sources = [.. sources.Select(text => text.Replace(rule, bug, StringComparison.Ordinal))];
        }

        const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var compilation = CSharpCompilation.Create($"mutant-{Guid.NewGuid():N}",
            sources.Append(Usings).Select(text => CSharpSyntaxTree.ParseText(text, parse)),
            new[] { "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Linq", "System.Threading", "System.Runtime.InteropServices", "System.Memory" }
                .Select(name => MetadataReference.CreateFromFile(Path.Combine(runtime, name + ".dll"))),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        compilation.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Should().BeEmpty();
        MethodInfo run = Assembly.Load(image.ToArray()).GetType(typeof(Interleavings).FullName!)!.GetMethod(nameof(Interleavings.Run))!;
        return (string?)run.Invoke(null, [0, 2_000]);
    }
}
