using System.Buffers;
using Quarry.Columnar.Encodings;

namespace Quarry.Columnar.Writing;

/// <summary>The integers of one buffer as 64-bit values with what packing them takes. Its memory is kept from buffer to buffer.</summary>
internal sealed class IntegerPacker : IDisposable
{
    private long[] _values = [];
    private long[] _differences = [];
    private int _count;

    /// <summary>Base and bits of the values.</summary>
    public Statistics Frame { get; private set; }

    /// <summary>Base and bits of the differences.</summary>
    public Statistics Deltas { get; private set; }

    /// <summary>How many runs of equal values there are.</summary>
    public int Runs { get; private set; }

    public long First => _values[0];

    /// <summary>Takes elements over.</summary>
    /// <returns>False if one does not fit 64 bits.</returns>
    public bool TryLoad(ReadOnlySpan<byte> raw, int width)
    {
        _count = raw.Length / width;
        Grow(ref _values);
        if (!Integers.TryLoad(raw, width, _values.AsSpan(0, _count)))
        {
            return false;
        }

        Grow(ref _differences);
        var survey = Survey.Of(_values.AsSpan(0, _count), _differences.AsSpan(0, _count - 1));
        (Frame, Deltas, Runs) = (survey.Values, survey.Differences, survey.Runs);
        return true;
    }

    public void PackFrame(Span<byte> destination) => BitPacking.Pack(_values.AsSpan(0, _count), Frame.Min, Frame.Bits, destination);

    public void PackDeltas(Span<byte> destination) => BitPacking.Pack(_differences.AsSpan(0, _count - 1), Deltas.Min, Deltas.Bits, destination);

    public void Dispose()
    {
        Return(ref _values);
        Return(ref _differences);
    }

    private void Grow(ref long[] array)
    {
        if (array.Length < _count)
        {
            Return(ref array);
            array = ArrayPool<long>.Shared.Rent(_count);
        }
    }

    private static void Return(ref long[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<long>.Shared.Return(array);
            array = [];
        }
    }
}
