namespace Quarry.Arrow.Import;

/// <summary>How many bytes may still be rented for one batch.</summary>
internal sealed class ByteBudget(long most, long offset)
{
    private long _used;

    /// <summary>Where the input stands, for errors.</summary>
    public long Offset => offset;

    /// <exception cref="ArrowFormatException">There is no room for so many.</exception>
    public void Charge(long bytes, string what)
    {
        _used += bytes;
        if (_used > most || bytes > int.MaxValue)
        {
            throw ArrowErrors.Limit(offset, what, _used, Math.Min(most, int.MaxValue));
        }
    }
}
