using System.Runtime.InteropServices;
using System.Text;

namespace Quarry.Contracts;

/// <summary>Months, days and nanoseconds, each signed and kept apart: a month has no fixed number of days, a day none of hours.</summary>
/// <remarks>In memory it is the 16 bytes of an Arrow month_day_nano interval. Equality is that of the parts: 1 month is not 30 days.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Interval : IEquatable<Interval>
{
    /// <summary>Joins the parts.</summary>
    /// <param name="months">Months.</param>
    /// <param name="days">Days.</param>
    /// <param name="nanoseconds">Nanoseconds.</param>
    public Interval(int months, int days, long nanoseconds) => (Months, Days, Nanoseconds) = (months, days, nanoseconds);

    /// <summary>Months; a year is 12.</summary>
    public int Months { get; }
    /// <summary>Days; a week is 7.</summary>
    public int Days { get; }
    /// <summary>Nanoseconds; an hour is 3.6 × 10¹².</summary>
    public long Nanoseconds { get; }

    /// <summary>True if all parts are equal.</summary>
    public bool Equals(Interval other) => Months == other.Months && Days == other.Days && Nanoseconds == other.Nanoseconds;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Interval other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Months, Days, Nanoseconds);

    /// <summary>True if all parts are equal.</summary>
    public static bool operator ==(Interval left, Interval right) => left.Equals(right);
    /// <summary>True if a part differs.</summary>
    public static bool operator !=(Interval left, Interval right) => !left.Equals(right);

    /// <summary>An ISO 8601 duration whose parts are signed, such as <c>P1Y2M3DT4H5M6.789S</c>, <c>P-1Y3DT-0.5S</c> or <c>PT0S</c>.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[ValueText.MaxLength];
        _ = ValueText.TryFormatInterval(this, text, out int length);
        return Encoding.ASCII.GetString(text[..length]);
    }

    /// <summary>Reads the text of <see cref="ToString"/>; weeks are 7 days, only seconds take a fraction.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="value">The interval, or zero.</param>
    public static ParseStatus TryParse(ReadOnlySpan<byte> utf8, out Interval value) => ValueText.TryParseInterval(utf8, out value);
}
