using System.Runtime.InteropServices;

namespace Quarry.Columnar.Encodings;

/// <summary>One element, repeated.</summary>
internal static class Constant
{
    /// <summary>Fills a span of whole elements.</summary>
    public static void Fill(ReadOnlySpan<byte> element, Span<byte> destination)
    {
        switch (element.Length)
        {
            case 1:
                destination.Fill(element[0]);
                break;
            case 2:
                MemoryMarshal.Cast<byte, short>(destination).Fill(MemoryMarshal.Read<short>(element));
                break;
            case 4:
                MemoryMarshal.Cast<byte, int>(destination).Fill(MemoryMarshal.Read<int>(element));
                break;
            case 8:
                MemoryMarshal.Cast<byte, long>(destination).Fill(MemoryMarshal.Read<long>(element));
                break;
            default:
                FillAny(element, destination);
                break;
        }
    }

    // What is filled already is the source of the next copy, which doubles each time.
    private static void FillAny(ReadOnlySpan<byte> element, Span<byte> destination)
    {
        if (destination.IsEmpty)
        {
            return;
        }

        element.CopyTo(destination);
        for (int filled = element.Length; filled < destination.Length;)
        {
            int copy = Math.Min(filled, destination.Length - filled);
            destination[..copy].CopyTo(destination[filled..]);
            filled += copy;
        }
    }
}
