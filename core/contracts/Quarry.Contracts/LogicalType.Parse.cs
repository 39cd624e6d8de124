using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Quarry.Contracts;

public sealed partial class LogicalType
{
    private static readonly LogicalType[] s_plain =
        [Boolean, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Float32, Float64, Date32, Interval, Utf8, NumericText, Binary, Uuid, Json, Xml];

    /// <summary>Reads the notation of <see cref="ToString"/>, without regard to case; spaces are allowed after a comma only.</summary>
    /// <param name="text">The text, such as <c>decimal128(12,2)</c>.</param>
    /// <param name="type">The type, or null.</param>
    /// <returns>False if the text names no type, or one with arguments out of range.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out LogicalType? type)
    {
        const string OpenList = "list<";
        if (text.StartsWith(OpenList, StringComparison.OrdinalIgnoreCase) && text[^1] == '>')
        {
            // A list of lists is no type, so this recursion is one level deep.
            ReadOnlySpan<char> inner = text[OpenList.Length..^1];
            type = !inner.StartsWith(OpenList, StringComparison.OrdinalIgnoreCase) && TryParse(inner, out LogicalType? element)
                && element.Layout != ColumnLayout.TimestampWithOffset ? LogicalType.List(element) : null;
            return type is not null;
        }

        foreach (LogicalType plain in s_plain)
        {
            if (text.Equals(plain.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                type = plain;
                return true;
            }
        }

        type = WithArguments(text);
        return type is not null;
    }

    private static LogicalType? WithArguments(ReadOnlySpan<char> text)
    {
        int open = text.IndexOfAny('(', '[');
        if (open < 0 || text[^1] != (text[open] == '(' ? ')' : ']'))
        {
            return null;
        }

        Span<char> name = stackalloc char[Math.Min(open, 32)];
        if (open > name.Length)
        {
            return null;
        }

        text[..open].ToLowerInvariant(name);
        bool round = text[open] == '(';
        ReadOnlySpan<char> arguments = text[(open + 1)..^1];
        return name switch
        {
            "decimal128" when round => ParseDecimal(arguments, 38, Decimal128),
            "decimal256" when round => ParseDecimal(arguments, 76, Decimal256),
            "time64" when !round && ParseUnit(arguments) is { } unit and >= TimeUnit.Microsecond => Time64(unit),
            "timestamp" when !round => ParseTimestamp(arguments),
            "timestamp_offset" when !round && ParseUnit(arguments) is { } unit => TimestampOffset(unit),
            "fixed_binary" when !round && int.TryParse(arguments, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width >= 1 => FixedBinary(width),
            _ => null,
        };
    }

    private static LogicalType? ParseDecimal(ReadOnlySpan<char> arguments, int max, Func<int, int, LogicalType> make)
    {
        int comma = arguments.IndexOf(',');
        return comma > 0
            && int.TryParse(arguments[..comma], NumberStyles.None, CultureInfo.InvariantCulture, out int precision) && precision >= 1 && precision <= max
            && int.TryParse(arguments[(comma + 1)..].TrimStart(' '), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int scale)
            && scale >= -max && scale <= max
            ? make(precision, scale)
            : null;
    }

    private static LogicalType? ParseTimestamp(ReadOnlySpan<char> arguments)
    {
        int comma = arguments.IndexOf(',');
        bool utc = comma >= 0;
        if (utc && !arguments[(comma + 1)..].TrimStart(' ').Equals("UTC", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return ParseUnit(utc ? arguments[..comma] : arguments) is not { } unit ? null : utc ? TimestampUtc(unit) : Timestamp(unit);
    }

    private static TimeUnit? ParseUnit(ReadOnlySpan<char> text)
    {
        for (TimeUnit unit = TimeUnit.Second; unit <= TimeUnit.Nanosecond; unit++)
        {
            if (text.Equals(Suffix(unit), StringComparison.OrdinalIgnoreCase))
            {
                return unit;
            }
        }

        return null;
    }
}
