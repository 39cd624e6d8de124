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
        Span<byte> lengths = destination[(runs * width)..];
        int count = raw.Length / width;
        int run = 0, start = 0;
        for (int i = 1; i <= count; i++)
        {
            if (i == count || !raw.Slice(i * width, width).SequenceEqual(raw.Slice(start * width, width)))
            {
                raw.Slice(start * width, width).CopyTo(values[(run * width)..]);
                MemoryMarshal.Write(lengths[(run * sizeof(uint))..], (uint)(i - start));
                (run, start) = (run + 1, i);
            }
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
