using Quarry.Contracts;
using Quarry.Engine.Parameters;

namespace Quarry.Engine;

/// <summary>Reads a parameter as people write it on a command line: <c>name=value</c>, <c>name:type=value</c>, or <c>name:type</c> for NULL.</summary>
/// <remarks>
/// <para>The name is written without its prefix; an empty name (<c>=5</c>, <c>:int=5</c>) is the next positional parameter. Without a type the value is utf8.</para>
/// <para>Types are written as <see cref="LogicalType.ToString"/> does or by their SQL names: bool, smallint, int, bigint, real, double, decimal (exactly the
/// digits given), decimal(p,s), text, date, time, timestamp, timestamptz, datetimeoffset, uuid, json, xml, blob. Lists have no text form.</para>
/// <para>Values: true, false, 1 or 0; numbers with a point; ISO 8601 dates, times and intervals, an instant with Z or its offset; bytes as base64, or
/// as hexadecimal digits after <c>0x</c>. Everything after the first <c>=</c> is the value, blanks included.</para>
/// </remarks>
public static class ParameterText
{
    /// <summary>Reads a parameter.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The parameter, its value in the form of its type.</returns>
    /// <exception cref="QuarryException">The text is malformed, the type unknown, or the value not exactly one of the type (User). The message never shows the value.</exception>
    public static Parameter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string head = equals < 0 ? text : text[..equals];
        int colon = head.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? head : head[..colon];
        if (name.Length > 0 && !(SqlChars.IsWordStart(name[0]) && name.All(SqlChars.IsNamePart)))
        {
            throw ParameterErrors.Text("A parameter's name consists of letters, digits, _ and $, without the @ or : that the SQL puts before it. Write name=value or name:type=value.");
        }

        if (colon < 0)
        {
            return equals < 0
                ? throw ParameterErrors.Text($"Parameter \"{name}\" has no value. Write {name}=value, or {name}:type for NULL.")
                : new(LogicalType.Utf8, ClrText.Check(name, text[(equals + 1)..])) { Name = name };
        }

        string typeName = head[(colon + 1)..].Trim();
        if (typeName.ToUpperInvariant() is "DECIMAL" or "NUMERIC" or "DEC")
        {
            return equals < 0 ? new(LogicalType.NumericText, null) { Name = name } : Decimal(name, text[(equals + 1)..]);
        }

        LogicalType type = TypeNames.Find(typeName)
            ?? throw ParameterErrors.Text($"Parameter \"{name}\" has the unknown type \"{typeName}\". Write one such as int64, decimal(12,2), text, date, timestamp, bool, uuid, json or blob.");
        if (equals < 0)
        {
            return new(type, null) { Name = name };
        }

        return type.Kind == TypeKind.List
            ? throw ParameterErrors.Text($"Parameter \"{name}\" is a {type}, which has no text form. Pass its elements as parameters of their own.")
            : new(type, TextValue.Parse(type, ClrText.Check(name, text[(equals + 1)..])) ?? throw NotExact(name, type)) { Name = name };
    }

    private static Parameter Decimal(string name, string text)
    {
        if (Decimal256.TryParse(text, out Decimal256 value) != ParseStatus.Ok)
        {
            throw ParameterErrors.Text($"Parameter \"{name}\": the value is no decimal of at most 76 digits. Write it as digits with a point, or use type numeric_text.");
        }

        TypedValue exact = ClrValue.Convert(name, value);
        return new(exact.Type, exact.Value) { Name = name };
    }

    private static QuarryException NotExact(string name, LogicalType type)
        => ParameterErrors.Text($"Parameter \"{name}\": the value is not exactly one of {type}. Write {Example(type)}, or choose another type.");

    private static string Example(LogicalType type) => type.Kind switch
    {
        TypeKind.Boolean => "true or false",
        TypeKind.Date32 => "it as 2024-02-29",
        TypeKind.Time64 => "it as 12:34:56.5",
        TypeKind.Timestamp => type.IsUtc ? "it as 2024-02-29T12:34:56Z" : "it as 2024-02-29T12:34:56, without an offset",
        TypeKind.TimestampOffset => "it as 2024-02-29T12:34:56+02:00",
        TypeKind.Interval => "it as P1Y2M3DT4H5M6S",
        TypeKind.Binary or TypeKind.FixedBinary => "base64, or 0x and hexadecimal digits",
        TypeKind.Uuid => "it as f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        _ => "a number in its range, with a point and no more digits than it holds",
    };
}
