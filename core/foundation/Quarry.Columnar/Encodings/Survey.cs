using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quarry.Columnar.Encodings;

/// <summary>What one pass over a column's integers tells of them and of the differences of neighbours, which it writes, modulo 2⁶⁴.</summary>
internal ref struct Survey
{
    private readonly ReadOnlySpan<long> _values;
    private readonly Span<long> _differences;
    private Range _range;
    private Range _steps;

    private Survey(ReadOnlySpan<long> values, Span<long> differences)
    {
        _values = values;
        _differences = differences;
        (_range, _steps, Runs) = (new(values[0]), Range.None, 1);
    }

    public readonly Statistics Values => _range.Statistics;

    public readonly Statistics Differences => _steps.Statistics;

    /// <summary>How many runs of equal values there are.</summary>
    public int Runs { get; private set; }

    /// <summary>Surveys values.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="differences">Receives values[i + 1] − values[i]: one less.</param>
    public static Survey Of(ReadOnlySpan<long> values, Span<long> differences)
    {
        var survey = new Survey(values, differences);
        survey.AddScalar(Vector.IsHardwareAccelerated ? survey.AddVectors() : 0);
        return survey;
    }

    /// <summary>The scalar twin.</summary>
    public static Survey OfScalar(ReadOnlySpan<long> values, Span<long> differences)
    {
        var survey = new Survey(values, differences);
        survey.AddScalar(0);
        return survey;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddScalar(int from)
    {
        for (int i = from; i < _differences.Length; i++)
        {
            long next = _values[i + 1];
            long difference = unchecked(next - _values[i]);
            _differences[i] = difference;
            _range.Add(next);
            _steps.Add(difference);
            Runs += difference == 0 ? 0 : 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int AddVectors()
    {
        int lanes = Vector<long>.Count, whole = _differences.Length / lanes * lanes;
        ref long values = ref MemoryMarshal.GetReference(_values);
        ref long differences = ref MemoryMarshal.GetReference(_differences);
        Vector<long> least = new(long.MaxValue), most = new(long.MinValue), low = least, high = most, zeros = Vector<long>.Zero;
        for (int i = 0; i < whole; i += lanes)
        {
            Vector<long> next = Vector.LoadUnsafe(ref values, (nuint)i + 1);
            Vector<long> difference = next - Vector.LoadUnsafe(ref values, (nuint)i);
            difference.StoreUnsafe(ref differences, (nuint)i);
            low = Vector.Min(low, next);
            high = Vector.Max(high, next);
            least = Vector.Min(least, difference);
            most = Vector.Max(most, difference);
            // A lane of zero becomes −1.
            zeros += Vector.Equals(difference, Vector<long>.Zero);
        }

        for (int lane = 0; lane < lanes && whole > 0; lane++)
        {
            _range.Add(low[lane]);
            _range.Add(high[lane]);
            _steps.Add(least[lane]);
            _steps.Add(most[lane]);
        }

        Runs += whole + (int)Vector.Sum(zeros);
        return whole;
    }

    private struct Range(long first)
    {
        private long _min = first;
        private long _max = first;

        public static Range None => new() { _min = long.MaxValue, _max = long.MinValue };

        public readonly Statistics Statistics => _min > _max ? new(0, 0) : new(_min, _max);

        public void Add(long value)
        {
            _min = Math.Min(_min, value);
            _max = Math.Max(_max, value);
        }
    }
}
