namespace Quarry.Contracts;

/// <summary>What became of an exact conversion from text, or of a number into a type of given precision and scale.</summary>
/// <remarks>If several apply, the first of <see cref="Malformed"/>, <see cref="UnexpectedOffset"/> or <see cref="MissingOffset"/>,
/// <see cref="OutOfRange"/>, <see cref="LosesPrecision"/> is reported. The result is the default value unless the status is <see cref="Ok"/>.</remarks>
public enum ParseStatus
{
    /// <summary>The result is exactly what the text says.</summary>
    Ok = 0,
    /// <summary>The text is no value of this kind: not a number, not a date of the calendar, not a time of day, not a UUID.</summary>
    Malformed = 1,
    /// <summary>The text is a value, but its magnitude does not fit the type: more digits than the precision, a year beyond the unit's range.</summary>
    OutOfRange = 2,
    /// <summary>The text is a value in range with digits other than zero beyond the type's scale or the unit's resolution.</summary>
    LosesPrecision = 3,
    /// <summary>The text carries <c>Z</c> or an offset, but a wall clock has no zone: dropping it would change the meaning.</summary>
    UnexpectedOffset = 4,
    /// <summary>The text carries neither <c>Z</c> nor an offset, but the type is an instant.</summary>
    MissingOffset = 5,
}
