namespace Quarry.Arrow.Reading;

/// <summary>How much of a FlatBuffer may still be visited. Its offsets may share a table, a vector or a string without end, and Arrow's library copies what
/// is shared once per reference, so a small buffer could take any memory.</summary>
internal sealed class FlatVisits(int length, long offset)
{
    // Some writers share equal strings.
    private const int Sharing = 4;

    private long _left = (long)Sharing * length;

    /// <exception cref="ArrowFormatException">More was visited than a buffer of this length can hold without much sharing.</exception>
    public void Charge(long bytes)
    {
        _left -= bytes;
        if (_left < 0)
        {
            throw ArrowErrors.Corrupt(offset, $"the metadata of a message refers to its parts again and again, more than {Sharing} times its length in all");
        }
    }
}
