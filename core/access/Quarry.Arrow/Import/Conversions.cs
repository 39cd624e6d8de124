using System.Runtime.InteropServices;
using Apache.Arrow.Scalars;
using Apache.Arrow.Types;
using Quarry.Contracts;
using ArrowUnit = Apache.Arrow.Types.TimeUnit;

namespace Quarry.Arrow.Import;

/// <summary>Fixed-width types that have an exact home in a wider one.</summary>
internal static class Conversions
{
    private const long MillisecondsPerDay = 86_400_000;

    /// <returns>False if the value has no exact equal.</returns>
    private delegate bool Exact<TFrom, TTo>(TFrom from, out TTo to);

    public static ColumnData Convert(ArraySource source, IArrowType type)
    {
        switch (type)
        {
            case HalfFloatType:
                return Convert(source, static (Half from, out float to) => (to = (float)from) is var _, "");
            case Decimal32Type:
                return Convert(source, static (int from, out Int128 to) => (to = from) is var _, "");
            case Decimal64Type:
                return Convert(source, static (long from, out Int128 to) => (to = from) is var _, "");
            case Date64Type:
                return Convert(source, static (long from, out int to) => from % MillisecondsPerDay == (to = 0) && TryNarrow(from / MillisecondsPerDay, out to), "is no whole day");
            case Time32Type time:
                long microseconds = time.Unit == ArrowUnit.Second ? 1_000_000 : 1_000;
                return Convert(source, (int from, out long to) => (to = from * microseconds) is var _, "");
            case DurationType duration:
                long nanoseconds = duration.Unit switch { ArrowUnit.Second => 1_000_000_000, ArrowUnit.Millisecond => 1_000_000, ArrowUnit.Microsecond => 1_000, _ => 1 };
                return Convert(source, (long from, out Interval to) => TryInterval(from, nanoseconds, out to), "exceeds 64 bits of nanoseconds");
            case IntervalType { Unit: IntervalUnit.YearMonth }:
                return Convert(source, static (int from, out Interval to) => (to = new(from, 0, 0)) is var _, "");
            case IntervalType { Unit: IntervalUnit.DayTime }:
                return Convert(source, static (DayTimeInterval from, out Interval to) => (to = new(0, from.Days, from.Milliseconds * 1_000_000L)) is var _, "");
            default:
                throw source.Corrupt($"has values of type {type.Name}, and its field says {source.Column.Type}");
        }
    }

    private static ColumnData Convert<TFrom, TTo>(ArraySource source, Exact<TFrom, TTo> convert, string problem)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        int nulls = source.Validity(out MemoryBlock? validity);
        ReadOnlySpan<byte> valid = validity is null ? [] : validity.Span(0, Bits.Bytes(source.Length));
        ReadOnlySpan<TFrom> from = source.Values<TFrom>(1);
        int width = source.Column.Type.ByteWidth;
        MemoryBlock values = source.Blocks.Rent((long)source.Length * width, source.Name);
        Span<TTo> to = MemoryMarshal.Cast<byte, TTo>(values.Span(0, source.Length * width));
        for (int row = 0; row < from.Length; row++)
        {
            if ((valid.IsEmpty || Bits.Get(valid, row)) && !convert(from[row], out to[row]))
            {
                throw ArrowErrors.Inexact(source.Blocks.Offset, source.Name, row, problem);
            }
        }

        return new() { Column = source.Column, Length = source.Length, NullCount = nulls, Validity = validity, Values = values };
    }

    private static bool TryNarrow(long wide, out int narrow)
    {
        narrow = unchecked((int)wide);
        return narrow == wide;
    }

    private static bool TryInterval(long duration, long nanosecondsPerUnit, out Interval interval)
    {
        Int128 exact = (Int128)duration * nanosecondsPerUnit;
        interval = new(0, 0, unchecked((long)exact));
        return interval.Nanoseconds == exact;
    }
}
