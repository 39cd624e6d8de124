using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Quarry.Columnar.Encodings;

/// <summary>From indices and distinct values to values.</summary>
internal static class Dictionary
{
    // Values up to here are copied as this many bytes, without asking for their length.
    private const int ShortValue = 32;

    /// <summary>The largest index; 0 of none.</summary>
    public static uint Largest(ReadOnlySpan<uint> indices)
    {
        ReadOnlySpan<Vector<uint>> vectors = MemoryMarshal.Cast<uint, Vector<uint>>(indices);
        Vector<uint> most = Vector<uint>.Zero;
        foreach (Vector<uint> next in vectors)
        {
            most = Vector.Max(most, next);
        }

        uint largest = 0;
        for (int lane = 0; lane < Vector<uint>.Count; lane++)
        {
            largest = Math.Max(largest, most[lane]);
        }

        foreach (uint index in indices[(vectors.Length * Vector<uint>.Count)..])
        {
            largest = Math.Max(largest, index);
        }

        return largest;
    }

    /// <summary>Writes values of one width out.</summary>
    public static void Gather(ReadOnlySpan<uint> indices, ReadOnlySpan<byte> entries, int width, Span<byte> destination)
    {
        switch (width)
        {
            case 4:
                Gather(indices, MemoryMarshal.Cast<byte, int>(entries), MemoryMarshal.Cast<byte, int>(destination));
                break;
            case 8:
                Gather(indices, MemoryMarshal.Cast<byte, long>(entries), MemoryMarshal.Cast<byte, long>(destination));
                break;
            case 16:
                Gather(indices, MemoryMarshal.Cast<byte, Int128>(entries), MemoryMarshal.Cast<byte, Int128>(destination));
                break;
            default:
                for (int i = 0; i < indices.Length; i++)
                {
                    entries.Slice((int)indices[i] * width, width).CopyTo(destination[(i * width)..]);
                }

                break;
        }
    }

    /// <summary>Writes text or bytes out with their offsets; NULL becomes nothing, whatever its index.</summary>
    /// <param name="indices">All within the dictionary.</param>
    /// <param name="validity">Bits, or empty if there is no NULL.</param>
    /// <param name="entryOffsets">Of the distinct values: checked.</param>
    /// <param name="entries">Their bytes, followed by <see cref="BitPacking.Slack"/> readable ones.</param>
    /// <param name="offsets">Receives one more than there are indices.</param>
    /// <param name="destination">Receives the bytes; exactly filled.</param>
    /// <returns>False if the values take more or less than the destination.</returns>
    public static bool TryGather(ReadOnlySpan<uint> indices, ReadOnlySpan<byte> validity, ReadOnlySpan<int> entryOffsets, ReadOnlySpan<byte> entries, Span<int> offsets,
        Span<byte> destination)
    {
        int used = 0;
        offsets[0] = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            if (validity.IsEmpty || (validity[i >> 3] >> (i & 7) & 1) != 0)
            {
                int entry = (int)indices[i];
                int start = entryOffsets[entry];
                ReadOnlySpan<byte> value = entries.Slice(start, entryOffsets[entry + 1] - start);
                if (value.Length > destination.Length - used)
                {
                    return false;
                }

                Copy(value, destination[used..]);
                used += value.Length;
            }

            offsets[i + 1] = used;
        }

        return used == destination.Length;
    }

    private static void Gather<T>(ReadOnlySpan<uint> indices, ReadOnlySpan<T> entries, Span<T> destination)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            destination[i] = entries[(int)indices[i]];
        }
    }

    // What is read behind a short value is padding or slack, and what is written behind it the next value overwrites.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        if (value.Length <= ShortValue && destination.Length >= ShortValue)
        {
            Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(value)).StoreUnsafe(ref MemoryMarshal.GetReference(destination));
        }
        else
        {
            value.CopyTo(destination);
        }
    }
}
