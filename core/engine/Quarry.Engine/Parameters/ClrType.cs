using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>The logical type of a CLR type, where no value is at hand.</summary>
internal static class ClrType
{
    // Int128 has up to 39 digits.
    private const int Int128Digits = 39;

    /// <summary>The type of a list without a value: that of the CLR type's default value, or of an untyped null.</summary>
    public static LogicalType OfNone(ValueLabel label, Type element)
        => element == typeof(object) ? LogicalType.Utf8 : Find(label, element) ?? throw ParameterErrors.UnknownType(label, element);

    /// <summary>The type of a column whose values have a CLR type, or null if it has none that holds them all.</summary>
    /// <remarks>Numbers of any scale become text marked numeric; times are in microseconds, and a DateTime has no zone.</remarks>
    public static LogicalType? OfColumn(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(decimal) || type == typeof(BigInteger) || type == typeof(Decimal128) || type == typeof(Decimal256))
        {
            return LogicalType.NumericText;
        }

        if (type == typeof(Int128) || type == typeof(UInt128))
        {
            return LogicalType.Decimal(Int128Digits, 0);
        }

        if (type != typeof(byte[]) && type != typeof(char[]) && Find("", type) is null && Element(type) is { } element)
        {
            return OfColumn(element) is { } inner && inner.Layout is not (ColumnLayout.List or ColumnLayout.TimestampWithOffset) ? LogicalType.List(inner) : null;
        }

        return Find("", type);
    }

    /// <summary>The type of a sequence's elements, or null.</summary>
    public static Type? Element(Type sequence)
        => sequence.GetElementType()
            ?? Array.Find([sequence, .. sequence.GetInterfaces()], type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static LogicalType? Find(ValueLabel label, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(char[]))
        {
            return LogicalType.Utf8;
        }

        if (type == typeof(byte[]))
        {
            return LogicalType.Binary;
        }

        if (type == typeof(JsonElement) || type == typeof(JsonDocument) || type.IsAssignableTo(typeof(JsonNode)))
        {
            return LogicalType.Json;
        }

        if (type.IsAssignableTo(typeof(XNode)) || type.IsAssignableTo(typeof(XmlNode)))
        {
            return LogicalType.Xml;
        }

        return IsValue(type) ? ClrValue.Convert(label, RuntimeHelpers.GetUninitializedObject(type)).Type : null;
    }

    private static bool IsValue(Type type)
        => type.IsValueType && type != typeof(TimestampOffset) && type != typeof(ArraySegment<byte>) && ClrValue.IsScalar(RuntimeHelpers.GetUninitializedObject(type));
}
