using System.Runtime.InteropServices;

namespace Quarry.Columnar.Encodings;

/// <summary>Runs of equal elements: all values, then all lengths as u32.</summary>
internal static class RunLength
{
    public static int Count(ReadOnlySpan<byte> raw, int width) => width switch
    {
        1 => Count(raw),
        2 => Count(MemoryMarshal.Cast<byte, short>(raw)),
        4 => Count(MemoryMarshal.Cast<byte, int>(raw)),
        8 => Count(MemoryMarshal.Cast<byte, long>(raw)),
        16 => Count(MemoryMarshal.Cast<byte, Int128>(raw)),
        _ => CountAny(raw, width),
    };

    public static void Encode(ReadOnlySpan<byte> raw, int width, int runs, Span<byte> destination)
    {
        Span<byte> values = destination[..(runs * width)];
        Span<uint> lengths = MemoryMarshal.Cast<byte, uint>(destination[(runs * width)..]);
        switch (width)
        {
            case 1:
                Encode(raw, values, lengths);
                break;
            case 2:
                Encode(MemoryMarshal.Cast<byte, short>(raw), MemoryMarshal.Cast<byte, short>(values), lengths);
                break;
            case 4:
                Encode(MemoryMarshal.Cast<byte, int>(raw), MemoryMarshal.Cast<byte, int>(values), lengths);
                break;
            case 8:
                Encode(MemoryMarshal.Cast<byte, long>(raw), MemoryMarshal.Cast<byte, long>(values), lengths);
                break;
            case 16:
                Encode(MemoryMarshal.Cast<byte, Int128>(raw), MemoryMarshal.Cast<byte, Int128>(values), lengths);
                break;
            default:
                EncodeAny(raw, width, values, lengths);
                break;
        }
    }

    /// <summary>Writes the runs out.</summary>
    /// <returns>False if their lengths do not add up to the destination, or one is 0.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> encoded, int width, int runs, Span<byte> destination)
    {
        ReadOnlySpan<byte> lengths = encoded[(runs * width)..];
        for (int run = 0; run < runs; run++)
        {
            long bytes = (long)MemoryMarshal.Read<uint>(lengths[(run * sizeof(uint))..]) * width;
            if (bytes == 0 || bytes > destination.Length)
            {
                return false;
            }

            Constant.Fill(encoded.Slice(run * width, width), destination[..(int)bytes]);
            destination = destination[(int)bytes..];
        }

        return destination.IsEmpty;
    }

    private static int Count<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IEquatable<T>
    {
        int runs = values.IsEmpty ? 0 : 1;
        for (int i = 1; i < values.Length; i++)
        {
            runs += values[i].Equals(values[i - 1]) ? 0 : 1;
        }

        return runs;
    }

    private static void Encode<T>(ReadOnlySpan<T> raw, Span<T> values, Span<uint> lengths)
        where T : unmanaged, IEquatable<T>
    {
        for (int run = 0; run < values.Length; run++)
        {
            values[run] = raw[0];
            int length = raw.IndexOfAnyExcept(raw[0]);
            lengths[run] = (uint)(length < 0 ? raw.Length : length);
            raw = raw[(int)lengths[run]..];
        }
    }

    private static void EncodeAny(ReadOnlySpan<byte> raw, int width, Span<byte> values, Span<uint> lengths)
    {
        int run = 0, start = 0;
        for (int end = width; end <= raw.Length; end += width)
        {
            if (end == raw.Length || !raw.Slice(end, width).SequenceEqual(raw.Slice(start, width)))
            {
                raw.Slice(start, width).CopyTo(values[(run * width)..]);
                lengths[run++] = (uint)((end - start) / width);
                start = end;
            }
        }
    }

    private static int CountAny(ReadOnlySpan<byte> raw, int width)
    {
        int runs = raw.IsEmpty ? 0 : 1;
        for (int i = width; i < raw.Length; i += width)
        {
            runs += raw.Slice(i, width).SequenceEqual(raw.Slice(i - width, width)) ? 0 : 1;
        }

        return runs;
    }
}
