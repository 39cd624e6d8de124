using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Columnar.Encodings;

/// <summary>Between elements of 1 to 32 bytes and 64-bit integers: narrow ones are sign-extended, wide ones must fit.</summary>
/// <remarks><see cref="IntegersVector"/> is the fast twin; the scalar loops take what it leaves.</remarks>
internal static class Integers
{
    /// <summary>Widens or narrows elements to 64 bits.</summary>
    /// <returns>False if an element of 16 or 32 bytes does not fit.</returns>
    public static bool TryLoad(ReadOnlySpan<byte> raw, int width, Span<long> values)
    {
        long lost = 0;
        int done = !IntegersVector.IsSupported ? 0 : width switch
        {
            4 => IntegersVector.Load(MemoryMarshal.Cast<byte, int>(raw), values),
            16 => IntegersVector.LoadPairs(MemoryMarshal.Cast<byte, long>(raw), values, out lost),
            _ => 0,
        };
        return lost == 0 && TryLoadScalar(raw[(done * width)..], width, values[done..]);
    }

    /// <summary>The scalar twin.</summary>
    public static bool TryLoadScalar(ReadOnlySpan<byte> raw, int width, Span<long> values)
    {
        switch (width)
        {
            case 1:
                ReadOnlySpan<sbyte> bytes = MemoryMarshal.Cast<byte, sbyte>(raw);
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = bytes[i];
                }

                return true;
            case 2:
                ReadOnlySpan<short> shorts = MemoryMarshal.Cast<byte, short>(raw);
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = shorts[i];
                }

                return true;
            case 4:
                ReadOnlySpan<int> ints = MemoryMarshal.Cast<byte, int>(raw);
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = ints[i];
                }

                return true;
            case 8:
                MemoryMarshal.Cast<byte, long>(raw).CopyTo(values);
                return true;
            default:
                return TryLoadWide(MemoryMarshal.Cast<byte, long>(raw), width / sizeof(long), values);
        }
    }

    /// <summary>Stores the low bytes of each, sign-extended to 16 or 32.</summary>
    public static void Store(ReadOnlySpan<long> values, int width, Span<byte> raw)
    {
        int done = !IntegersVector.IsSupported ? 0 : width switch
        {
            4 => IntegersVector.Store(values, MemoryMarshal.Cast<byte, int>(raw)),
            16 => IntegersVector.StorePairs(values, MemoryMarshal.Cast<byte, long>(raw)),
            _ => 0,
        };
        StoreScalar(values[done..], width, raw[(done * width)..]);
    }

    /// <summary>The scalar twin.</summary>
    public static void StoreScalar(ReadOnlySpan<long> values, int width, Span<byte> raw)
    {
        switch (width)
        {
            case 1:
                for (int i = 0; i < values.Length; i++)
                {
                    raw[i] = unchecked((byte)values[i]);
                }

                break;
            case 2:
                Span<short> shorts = MemoryMarshal.Cast<byte, short>(raw);
                for (int i = 0; i < values.Length; i++)
                {
                    shorts[i] = unchecked((short)values[i]);
                }

                break;
            case 4:
                Span<int> ints = MemoryMarshal.Cast<byte, int>(raw);
                for (int i = 0; i < values.Length; i++)
                {
                    ints[i] = unchecked((int)values[i]);
                }

                break;
            case 8:
                values.CopyTo(MemoryMarshal.Cast<byte, long>(raw));
                break;
            case 16:
                Span<Int128> wide = MemoryMarshal.Cast<byte, Int128>(raw);
                for (int i = 0; i < values.Length; i++)
                {
                    wide[i] = values[i];
                }

                break;
            default:
                Span<Int256> wider = MemoryMarshal.Cast<byte, Int256>(raw);
                for (int i = 0; i < values.Length; i++)
                {
                    wider[i] = values[i];
                }

                break;
        }
    }

    private static bool TryLoadWide(ReadOnlySpan<long> limbs, int limbsPerValue, Span<long> values)
    {
        long lost = 0;
        for (int i = 0; i < values.Length; i++)
        {
            long low = limbs[i * limbsPerValue];
            for (int limb = 1; limb < limbsPerValue; limb++)
            {
                lost |= limbs[i * limbsPerValue + limb] ^ (low >> 63);
            }

            values[i] = low;
        }

        return lost == 0;
    }
}
