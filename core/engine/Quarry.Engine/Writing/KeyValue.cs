using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>A value of a key that all databases sort alike.</summary>
/// <param name="Type">An integer's, date's or timestamp's type.</param>
/// <param name="Number">The integer, or the days or units since 1970.</param>
/// <param name="Text">The value for people.</param>
internal sealed record KeyValue(LogicalType Type, long Number, string Text)
{
    public Parameter ToParameter() => Type.Kind switch
    {
        TypeKind.Date32 => new(Type, (int)Number),
        TypeKind.Timestamp => new(Type, Number),
        _ => new(LogicalType.Int64, Number),
    };
}
