using System.Collections;
using System.Globalization;
using System.Numerics;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>Brings a value into the form of a type that the caller chose, if that is exact.</summary>
internal static class TypeFit
{
    /// <summary>Converts.</summary>
    /// <param name="label">What errors call the parameter.</param>
    /// <param name="type">The chosen type.</param>
    /// <param name="value">A value in the type's form, or another CLR value of the same meaning, or null.</param>
    /// <exception cref="QuarryException">The value is not exactly one of the type (User).</exception>
    public static object? Fit(ValueLabel label, LogicalType type, object? value)
    {
        if (value is null or DBNull)
        {
            return null;
        }

        if ((type.Kind, value) is (TypeKind.Int8, sbyte) or (TypeKind.Int16, short) or (TypeKind.Int32, int) or (TypeKind.Int64, long) or (TypeKind.UInt8, byte)
            or (TypeKind.UInt16, ushort) or (TypeKind.UInt32, uint) or (TypeKind.UInt64, ulong) or (TypeKind.Float32, float) or (TypeKind.Float64, double))
        {
            return value;
        }

        object? fitted = type.Kind switch
        {
            TypeKind.List => value is IEnumerable items and not string ? FitList(label, type.Element!, items) : null,
            TypeKind.Timestamp => value is long ? value : (object?)Timestamp(type, ClrValue.Convert(label, value)),
            TypeKind.TimestampOffset => value is TimestampOffset offset ? CheckOffset(offset, value) : (object?)TimestampOffset(type, ClrValue.Convert(label, value)),
            TypeKind.Time64 => (object?)Time(type, value is long ? new(type, value) : ClrValue.Convert(label, value)),
            TypeKind.Date32 => value is int ? value : SameType(type, ClrValue.Convert(label, value)),
            TypeKind.Float32 => (object?)Narrow(Float(ClrValue.Convert(label, value).Value)),
            TypeKind.Float64 => (object?)Float(ClrValue.Convert(label, value).Value),
            TypeKind.Decimal128 or TypeKind.Decimal256 => DecimalFit.Fit(type, value, ClrValue.Convert(label, value).Value),
            TypeKind.Json or TypeKind.Xml => ClrValue.Convert(label, value) is var text && (text.Type.Kind == TypeKind.Utf8 || text.Type.Equals(type)) ? text.Value : null,
            TypeKind.Utf8 when type.IsNumericText => NumberText(ClrValue.Convert(label, value)),
            TypeKind.FixedBinary => ClrValue.Convert(label, value).Value is byte[] bytes && bytes.Length == type.ByteWidth ? bytes : null,
            >= TypeKind.Int8 and <= TypeKind.UInt64 => IntegerFit.Fit(type.Kind, ClrValue.Convert(label, value).Value!),
            _ => SameType(type, ClrValue.Convert(label, value)),
        };
        return fitted ?? throw ParameterErrors.DoesNotFit(label, type, value.GetType());
    }

    private static object? SameType(LogicalType type, TypedValue given) => given.Type.Equals(type) ? given.Value : null;

    private static object?[] FitList(ValueLabel label, LogicalType element, IEnumerable items)
        => [.. items.Cast<object?>().Select(item => Fit(label, element, item))];

    private static long? Timestamp(LogicalType type, TypedValue given) => given.Type.Kind switch
    {
        TypeKind.Timestamp when given.Type.IsUtc == type.IsUtc => Units((long)given.Value!, given.Type, type),
        TypeKind.TimestampOffset when type.IsUtc => Units(((TimestampOffset)given.Value!).Instant, given.Type, type),
        _ => null,
    };

    private static TimestampOffset? TimestampOffset(LogicalType type, TypedValue given)
        => given.Value is TimestampOffset value && Units(value.Instant, given.Type, type) is { } instant ? new TimestampOffset(instant, value.OffsetMinutes) : null;

    private static object? CheckOffset(TimestampOffset offset, object boxed) => offset.OffsetMinutes is >= -1439 and <= 1439 ? boxed : null;

    private static long? Time(LogicalType type, TypedValue given)
    {
        long? time = given.Value switch
        {
            Interval { Months: 0, Days: 0 } duration => ValueText.TryConvertUnit(duration.Nanoseconds, TimeUnit.Nanosecond, type.Unit, out long value) ? value : null,
            long value when given.Type.Kind == TypeKind.Time64 => Units(value, given.Type, type),
            _ => null,
        };

        // PostgreSQL and others know the time 24:00:00.
        return time >= 0 && ValueText.TryConvertUnit(86_400, TimeUnit.Second, type.Unit, out long day) && time <= day ? time : null;
    }

    private static long? Units(long value, LogicalType from, LogicalType to) => ValueText.TryConvertUnit(value, from.Unit, to.Unit, out long result) ? result : null;

    private static double? Float(object? value) => value switch
    {
        double number => number,
        float number => number,
        not null when IntegerFit.IsInteger(value, out BigInteger integer) && new BigInteger((double)integer) == integer => (double)integer,
        _ => null,
    };

    private static float? Narrow(double? value) => value is not { } wide || !(double.IsNaN(wide) || (float)wide == wide) ? null : (float)wide;

    private static string? NumberText(TypedValue given) => given.Type.Kind switch
    {
        TypeKind.Utf8 when NumericText.IsNumber((string)given.Value!) => (string)given.Value!,
        TypeKind.Decimal128 or TypeKind.Decimal256 or (>= TypeKind.Int8 and <= TypeKind.UInt64) => string.Create(CultureInfo.InvariantCulture, $"{given.Value}"),
        _ => null,
    };
}
