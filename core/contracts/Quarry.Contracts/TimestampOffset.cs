namespace Quarry.Contracts;

/// <summary>An instant with the offset that its writer used: a value of <see cref="TypeKind.TimestampOffset"/>.</summary>
/// <remarks>Equality is that of both parts: the same instant written at another offset is another value. The unit stands in the column's type.</remarks>
public readonly struct TimestampOffset : IEquatable<TimestampOffset>
{
    /// <summary>Joins the parts.</summary>
    /// <param name="instant">Time since 1970-01-01T00:00:00Z in the type's unit.</param>
    /// <param name="offsetMinutes">Minutes east of Greenwich; the wall clock shows the instant plus this.</param>
    public TimestampOffset(long instant, short offsetMinutes) => (Instant, OffsetMinutes) = (instant, offsetMinutes);

    /// <summary>Time since 1970-01-01T00:00:00Z in the type's unit.</summary>
    public long Instant { get; }
    /// <summary>Minutes east of Greenwich.</summary>
    public short OffsetMinutes { get; }

    /// <summary>True if both parts are equal.</summary>
    public bool Equals(TimestampOffset other) => Instant == other.Instant && OffsetMinutes == other.OffsetMinutes;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TimestampOffset other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Instant, OffsetMinutes);

    /// <summary>True if both parts are equal.</summary>
    public static bool operator ==(TimestampOffset left, TimestampOffset right) => left.Equals(right);
    /// <summary>True if a part differs.</summary>
    public static bool operator !=(TimestampOffset left, TimestampOffset right) => !left.Equals(right);
}
