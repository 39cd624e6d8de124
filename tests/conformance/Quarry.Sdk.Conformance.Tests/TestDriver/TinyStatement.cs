using System.Collections.Immutable;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>A statement of the test driver's SQL.</summary>
internal abstract record TinyStatement;

internal sealed record TinyExpression(string Name, object? Literal, int Marker, string? Column);

internal sealed record TinySelect(ImmutableArray<TinyExpression> Items, string? Table, string? OrderBy, long Limit) : TinyStatement
{
    /// <summary>Which of the rows, or null for all: those at each place that leaves this remainder.</summary>
    public (long Part, long Of)? Part { get; init; }
}

internal sealed record TinyInsert(string Table, ImmutableArray<string> Columns, ImmutableArray<TinyExpression> Values, bool IsUpsert, bool DoesUpdate, ImmutableArray<string>? Returning) : TinyStatement;

internal sealed record TinyDelete(string Table, ImmutableArray<string>? Returning) : TinyStatement;

internal sealed record TinyCreate(TinyTable Table, bool IsTemporary) : TinyStatement;

internal sealed record TinyCreateIndex(string Table, TinyIndex Index) : TinyStatement;

internal sealed record TinyDrop(string Table, bool IfExists) : TinyStatement;

internal sealed record TinyAddColumn(string Table, TinyColumn Column) : TinyStatement;

internal sealed record TinySleep(TimeSpan Time) : TinyStatement;

internal sealed record TinyFailAfter(long Rows) : TinyStatement;

internal sealed record TinyCallIncrement : TinyStatement;

internal sealed record TinyCatalog(string Set) : TinyStatement;
