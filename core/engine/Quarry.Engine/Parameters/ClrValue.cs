using System.Collections;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>The logical type of a CLR value, and its form as a parameter. Always exact.</summary>
/// <remarks>
/// An untyped null is a NULL of utf8, which databases convert to any type. A TimeSpan is a duration, hence an interval, all of it in nanoseconds; to
/// send it as a time of day pass a TimeOnly. A DateTime of kind Local is refused: its meaning changes with the machine.
/// </remarks>
internal static class ClrValue
{
    /// <summary>True if the value is one value, not a set of parameters, though it may be enumerable.</summary>
    public static bool IsScalar(object value)
        => value is string or ReadOnlyMemory<char> or Memory<char> or ReadOnlyMemory<byte> or Memory<byte> or ArraySegment<byte>
            or JsonNode or JsonDocument or JsonElement or XNode or XmlNode or Guid or decimal or Half or Int128 or UInt128 or BigInteger
            or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Enum or DBNull or Decimal128 or Decimal256 or Interval or TimestampOffset
            || value.GetType().IsPrimitive || IsBytes(value) || value.GetType() == typeof(char[]);

    /// <summary>Not <c>is byte[]</c>: for the runtime an sbyte[] and an array of a byte enum are that, too.</summary>
    private static bool IsBytes(object value) => value.GetType() == typeof(byte[]);

    /// <summary>Converts a value.</summary>
    /// <param name="label">What errors call the parameter.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuarryException">Its type has no logical type, or no exact one (User).</exception>
    public static TypedValue Convert(ValueLabel label, object? value) => value switch
    {
        null or DBNull => new(LogicalType.Utf8, null),
        string text => new(LogicalType.Utf8, ClrText.Check(label, text)),
        int => new(LogicalType.Int32, value),
        long => new(LogicalType.Int64, value),
        bool => new(LogicalType.Boolean, value),
        double => new(LogicalType.Float64, value),
        decimal number => ClrDecimal.Convert(number),
        DateTime time => ClrTime.Convert(label, time),
        Guid => new(LogicalType.Uuid, value),
        byte[] when IsBytes(value) => new(LogicalType.Binary, value),
        DateTimeOffset time => ClrTime.Convert(label, time),
        DateOnly date => ClrTime.Convert(date),
        TimeOnly time => ClrTime.Convert(time),
        TimeSpan duration => ClrTime.Convert(label, duration),
        Enum => new(ClrEnum.Type(value.GetType()), ClrEnum.Value(value)),
        sbyte => new(LogicalType.Int8, value),
        short => new(LogicalType.Int16, value),
        byte => new(LogicalType.UInt8, value),
        ushort => new(LogicalType.UInt16, value),
        uint => new(LogicalType.UInt32, value),
        ulong => new(LogicalType.UInt64, value),
        nint number => new(LogicalType.Int64, (long)number),
        nuint number => new(LogicalType.UInt64, (ulong)number),
        float => new(LogicalType.Float32, value),
        Half number => new(LogicalType.Float32, (float)number),
        Int128 number => ClrDecimal.Convert(label, (BigInteger)number, 0),
        UInt128 number => ClrDecimal.Convert(label, (BigInteger)number, 0),
        BigInteger number => ClrDecimal.Convert(label, number, 0),
        Decimal128 number => ClrDecimal.Convert(label, number.ToBigInteger(out int scale), scale),
        Decimal256 number => ClrDecimal.Convert(label, number.ToBigInteger(out int scale), scale),
        Interval => new(LogicalType.Interval, value),
        TimestampOffset => throw ParameterErrors.Invalid(label, "a TimestampOffset does not tell its unit. Pass a DateTimeOffset, or new Parameter(LogicalType.TimestampOffset(unit), value)."),
        char character => new(LogicalType.Utf8, ClrText.Check(label, character.ToString())),
        char[] text when value.GetType() == typeof(char[]) => new(LogicalType.Utf8, ClrText.Check(label, new string(text))),
        ReadOnlyMemory<char> text => new(LogicalType.Utf8, ClrText.Check(label, text.ToString())),
        Memory<char> text => new(LogicalType.Utf8, ClrText.Check(label, text.ToString())),
        ReadOnlyMemory<byte> bytes => new(LogicalType.Binary, bytes.ToArray()),
        Memory<byte> bytes => new(LogicalType.Binary, bytes.ToArray()),
        ArraySegment<byte> bytes => new(LogicalType.Binary, bytes.ToArray()),
        JsonDocument document => new(LogicalType.Json, ClrText.Json(label, document.RootElement)),
        JsonElement element => new(LogicalType.Json, ClrText.Json(label, element)),
        JsonNode node => new(LogicalType.Json, node.ToJsonString()),
        XNode node => new(LogicalType.Xml, ClrText.Check(label, node.ToString(SaveOptions.DisableFormatting))),
        XmlNode node => new(LogicalType.Xml, ClrText.Check(label, node.OuterXml)),
        IDictionary => throw ParameterErrors.UnknownType(label, value.GetType()),
        IEnumerable items => ClrList.Convert(label, items),
        _ => throw ParameterErrors.UnknownType(label, value.GetType()),
    };
}
