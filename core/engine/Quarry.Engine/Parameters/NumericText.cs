namespace Quarry.Engine.Parameters;

/// <summary>The text of a number of any precision: sign, digits, point, exponent; or NaN and Infinity, which some databases' NUMERIC holds.</summary>
internal static class NumericText
{
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        text = WithoutSign(text);
        if (text is "NaN" or "Infinity")
        {
            return true;
        }

        int exponent = text.IndexOfAny('e', 'E');
        ReadOnlySpan<char> mantissa = exponent < 0 ? text : text[..exponent];
        int point = mantissa.IndexOf('.');
        bool digits = point < 0
            ? IsDigits(mantissa) && !mantissa.IsEmpty
            : mantissa.Length > 1 && IsDigits(mantissa[..point]) && IsDigits(mantissa[(point + 1)..]);
        return digits && (exponent < 0 || (WithoutSign(text[(exponent + 1)..]) is { IsEmpty: false } power && IsDigits(power)));
    }

    private static ReadOnlySpan<char> WithoutSign(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
