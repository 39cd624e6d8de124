using System.Collections.Frozen;
using Quarry.Contracts;

namespace Quarry.Engine;

/// <summary>How rows of .NET values become batches.</summary>
public sealed record RowOptions
{
    /// <summary>Types by the CLR types of the columns, batches of the usual size.</summary>
    public static RowOptions Default { get; } = new();

    /// <summary>How large a batch may become.</summary>
    public BatchLimits Limits { get; init; } = BatchLimits.Default;

    /// <summary>The logical types of columns, by their exact names, where the one that follows from the CLR type is not meant: a <c>DateTime</c> of kind Utc needs
    /// <c>LogicalType.TimestampUtc(…)</c>, a <c>decimal</c> of a known precision <c>LogicalType.Decimal(p, s)</c>. Values are converted if that is exact.</summary>
    public IReadOnlyDictionary<string, LogicalType> Types { get; init; } = FrozenDictionary<string, LogicalType>.Empty;
}
