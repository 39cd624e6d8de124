using System.Composition.Hosting;
using Quarry.Contracts;

namespace Quarry.Hosting.Composition;

/// <summary>An extension that works by itself: its mappings and profile are instances, its rules are classes for the driver's container.</summary>
internal sealed class ComposedExtension(IReadOnlyList<Type> rules, IReadOnlyList<TypeExtension> types, OdbcProfile? odbc, CompositionHost container) : IDisposable
{
    public IReadOnlyList<Type> Rules { get; } = rules;
    public IReadOnlyList<TypeExtension> Types { get; } = types;
    public OdbcProfile? Odbc { get; } = odbc;

    public void Dispose() => container.Dispose();
}
