using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>What one statement gave.</summary>
internal sealed record TinyResult(Schema? Schema, IEnumerable<object?[]> Rows, long Affected)
{
    public IReadOnlyList<Parameter> Outputs { get; init; } = [];

    public static TinyResult Done(long affected) => new(null, [], affected);
}
