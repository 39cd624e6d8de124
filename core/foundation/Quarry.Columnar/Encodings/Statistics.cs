using System.Numerics;

namespace Quarry.Columnar.Encodings;

/// <summary>The smallest and largest of a column's integers, and the bits that their range takes.</summary>
internal readonly struct Statistics(long min, long max)
{
    public long Min { get; } = min;

    /// <summary>Bits that hold every value − <see cref="Min"/>.</summary>
    public int Bits { get; } = 64 - BitOperations.LeadingZeroCount(unchecked((ulong)(max - min)));
}
