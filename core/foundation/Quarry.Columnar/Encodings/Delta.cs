namespace Quarry.Columnar.Encodings;

/// <summary>Differences of neighbours, modulo 2⁶⁴, which <see cref="Survey"/> makes.</summary>
internal static class Delta
{
    /// <summary>Replaces differences by values.</summary>
    /// <param name="last">The value before them.</param>
    /// <param name="values">The differences.</param>
    /// <returns>The last value.</returns>
    public static long Sum(long last, Span<long> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            last = unchecked(last + values[i]);
            values[i] = last;
        }

        return last;
    }
}
