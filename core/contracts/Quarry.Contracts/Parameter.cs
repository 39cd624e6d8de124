using System.Data;

namespace Quarry.Contracts;

/// <summary>A value for a parameter marker, typed. The engine converts what the caller passed to the form below before a driver sees it.</summary>
/// <remarks>
/// The CLR type of <see cref="Value"/> by <see cref="LogicalType.Kind"/>; null stands for SQL NULL of that type:
/// <list type="bullet">
/// <item>boolean <see cref="bool"/>; int8 … uint64 the CLR integer of that width; float32 <see cref="float"/>; float64 <see cref="double"/></item>
/// <item>decimal128 <see cref="Contracts.Decimal128"/> and decimal256 <see cref="Contracts.Decimal256"/>, at the type's scale</item>
/// <item>date32 <see cref="int"/> days; time64 and timestamp <see cref="long"/> in the type's unit; timestamp with offset <see cref="Contracts.TimestampOffset"/></item>
/// <item>interval <see cref="Contracts.Interval"/>; utf8, json, xml <see cref="string"/>; binary and fixed binary <c>byte[]</c>; uuid <see cref="Guid"/></item>
/// <item>list <c>IReadOnlyList&lt;object?&gt;</c> of the element's form</item>
/// </list>
/// </remarks>
public sealed class Parameter
{
    /// <summary>Creates a parameter.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="value">Its value in the form stated above, or null.</param>
    public Parameter(LogicalType type, object? value) => (Type, Value) = (type, value);

    /// <summary>The name in the SQL without its prefix, or "" for a positional one.</summary>
    public string Name { get; init; } = "";
    /// <summary>Its type.</summary>
    public LogicalType Type { get; }
    /// <summary>Its value, or null for NULL; after execution the server's, where the direction says so.</summary>
    public object? Value { get; set; }
    /// <summary>Which way the value goes.</summary>
    public ParameterDirection Direction { get; init; } = ParameterDirection.Input;

    /// <summary>Shows name and type, never the value.</summary>
    public override string ToString() => $"{(Name.Length > 0 ? Name : "?")} {Type}";
}
