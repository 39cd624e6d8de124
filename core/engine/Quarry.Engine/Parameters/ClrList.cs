using System.Collections;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>A sequence as a list of one element type: decimals get the scale, and times the unit, that holds all of them exactly.</summary>
internal static class ClrList
{
    public static TypedValue Convert(ValueLabel label, IEnumerable items)
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

        common ??= ClrType.OfNone(label, ClrType.Element(items.GetType()) ?? typeof(object));
        if (common.Layout is ColumnLayout.List or ColumnLayout.TimestampWithOffset)
        {
            throw ParameterErrors.Invalid(label, $"a list cannot hold {common}. Pass {(common.Kind == TypeKind.List ? "one level of elements" : "DateTime values of kind Utc")}.");
        }

        return new(LogicalType.List(common), values.Select(value => Element(label, common, value)).ToArray());
    }

    private static object? Element(ValueLabel label, LogicalType common, TypedValue value)
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
}
