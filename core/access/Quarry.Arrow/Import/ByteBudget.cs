namespace Quarry.Arrow.Import;

/// <summary>How many bytes may still be rented for one batch.</summary>
/// <param name="most">How many there may be at once.</param>
/// <param name="offset">Where the input stands, for errors.</param>
/// <param name="held">How many of them are taken already, by dictionaries.</param>
internal sealed class ByteBudget(long most, long offset, long held = 0)
{
    private const int Granule = 64;

    private long _used = held;

    /// <summary>Where the input stands, for errors.</summary>
    public long Offset => offset;

    /// <summary>Takes room for a block, as large as one is at least.</summary>
    /// <returns>What it takes, to be returned with <see cref="Return"/>.</returns>
    /// <exception cref="ArrowFormatException">There is no room for so many.</exception>
    public long Charge(long bytes, string what)
    {
        if (bytes > int.MaxValue)
        {
            throw most < bytes ? ArrowErrors.Limit(offset, what, bytes, most) : ArrowErrors.Most(offset, what, bytes, int.MaxValue, ArrowErrors.Smaller);
        }

        long taken = Room(bytes);
        if (taken > most - _used)
        {
            throw ArrowErrors.Limit(offset, what, _used + taken, most);
        }

        _used += taken;
        return taken;
    }

    /// <summary>What a block of so many bytes takes.</summary>
    public static long Room(long bytes) => Math.Max(1, (bytes + Granule - 1) / Granule) * Granule;

    /// <summary>Gives room back.</summary>
    public void Return(long taken) => _used -= taken;
}
