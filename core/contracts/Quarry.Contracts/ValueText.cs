using Quarry.Contracts.Internals;

namespace Quarry.Contracts;

/// <summary>The exact UTF-8 text of every logical type that is not text itself: formatting and parsing without allocation.</summary>
/// <remarks>
/// Times follow ISO 8601-1:2019 and RFC 3339, intervals ISO 8601 durations with signed parts as PostgreSQL prints them
/// (https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-OUTPUT), UUIDs RFC 9562.
/// A <c>TryFormat</c> returns false only if the destination is shorter than the text; <see cref="MaxLength"/> bytes always suffice.
/// Every <c>TryParse</c> skips ASCII spaces around the text, never throws because of it and never goes through floating point,
/// except for floats. Thread-safe: no state.
/// </remarks>
public static partial class ValueText
{
    /// <summary>160: no text of this class is longer, in bytes.</summary>
    public static int MaxLength => DecimalText.MaxLength;
}
