using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>A sequence as a list of one element type: decimals get the scale, and times the unit, that holds all of them exactly.</summary>
internal static class ClrList
{
    public static TypedValue Convert(string label, IEnumerable items)
    {
        var values = new List<TypedValue>();
        LogicalType? common = null;
        foreach (object? item in items)
        {
            TypedValue value = ClrValue.Convert(label, item);
            values.Add(value);
            if (value.Value is not null)
            {
                common = common is null ? value.Type : Common(common, value.Type)
                    ?? throw ParameterErrors.Invalid(label, $"its list holds both {common} and {value.Type}. Convert the elements to one type.");
            }
        }

        common ??= TypeOfNone(label, ElementType(items.GetType()));
        if (common.Layout is ColumnLayout.List or ColumnLayout.TimestampWithOffset)
        {
            throw ParameterErrors.Invalid(label, $"a list cannot hold {common}. Pass {(common.Kind == TypeKind.List ? "one level of elements" : "DateTime values of kind Utc")}.");
        }

        return new(LogicalType.List(common), values.Select(value => Element(label, common, value)).ToArray());
    }

    private static object? Element(string label, LogicalType common, TypedValue value)
        => value.Value is null || value.Type.Equals(common) ? value.Value
            : value.Value is long units && ValueText.TryConvertUnit(units, value.Type.Unit, common.Unit, out long converted) ? converted
            : TypeFit.Fit(label, common, value.Value);

    private static LogicalType? Common(LogicalType left, LogicalType right)
    {
        if (left.Equals(right))
        {
            return left;
        }

        if (IsDecimal(left) && IsDecimal(right))
        {
            int scale = Math.Max(left.Scale, right.Scale);
            int precision = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + scale;
            return precision <= 76 ? LogicalType.Decimal(precision, scale) : null;
        }

        bool clocks = left.Kind == right.Kind && left.Kind is TypeKind.Timestamp or TypeKind.Time64 && left.IsUtc == right.IsUtc;
        return !clocks ? null : left.Unit > right.Unit ? left : right;
    }

    private static bool IsDecimal(LogicalType type) => type.Kind is TypeKind.Decimal128 or TypeKind.Decimal256;

    private static Type ElementType(Type sequence)
        => sequence.GetElementType()
            ?? Array.Find(sequence.GetInterfaces(), type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0]
            ?? typeof(object);

    /// <summary>The type of a list without a value: that of the CLR type's default value, or of an untyped null.</summary>
    private static LogicalType TypeOfNone(string label, Type element)
    {
        element = Nullable.GetUnderlyingType(element) ?? element;
        if (element == typeof(string) || element == typeof(object))
        {
            return LogicalType.Utf8;
        }

        if (element == typeof(byte[]))
        {
            return LogicalType.Binary;
        }

        if (element == typeof(JsonElement) || element == typeof(JsonDocument) || element.IsAssignableTo(typeof(JsonNode)))
        {
            return LogicalType.Json;
        }

        if (element.IsAssignableTo(typeof(XNode)) || element.IsAssignableTo(typeof(XmlNode)))
        {
            return LogicalType.Xml;
        }

        return element.IsValueType ? ClrValue.Convert(label, RuntimeHelpers.GetUninitializedObject(element)).Type : throw ParameterErrors.UnknownType(label, element);
    }
}
