using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Quarry.Columnar.Encodings;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Reading;

/// <summary>What decoded buffers must hold so that no reader of a column goes astray.</summary>
internal static unsafe class NodeChecks
{
    private const int MaxOffsetMinutes = 1439;

    /// <summary>As many zeros as there are NULLs, and nothing beyond the rows.</summary>
    public static void Validity(Node node, nint address, long at)
    {
        var bits = new ReadOnlySpan<byte>((byte*)address, (node.Length + 7) / 8);
        CheckTail(node, bits, at);
        if (Bitmap.CountSet(bits) != node.Length - node.NullCount)
        {
            throw FormatErrors.Corrupt(at, $"the validity of column \"{node.Column.Name}\" does not hold its count of NULLs");
        }
    }

    /// <summary>Start at 0, never fall, and end at what they cut.</summary>
    public static void Offsets(Node node, ReadOnlySpan<int> offsets, int last, long at)
    {
        int falls = offsets[0];
        for (int i = 1; i < offsets.Length; i++)
        {
            falls |= (offsets[i] - offsets[i - 1]) | offsets[i];
        }

        // A fall shows in the sign of a difference: both are not negative, so none overflows.
        if (offsets[0] != 0 || falls < 0 || offsets[^1] != last)
        {
            throw FormatErrors.Corrupt(at, $"the offsets of column \"{node.Column.Name}\" do not rise from 0 to {last}");
        }
    }

    /// <summary>Values of text columns are UTF-8, each by itself.</summary>
    public static void Text(Node node, ReadOnlySpan<int> offsets, ReadOnlySpan<byte> bytes, long at)
    {
        if (node.Type.Kind == TypeKind.Binary || Ascii.IsValid(bytes))
        {
            return;
        }

        bool valid = Utf8.IsValid(bytes);
        for (int i = 0; valid && i < offsets.Length - 1; i++)
        {
            // In text that is valid as a whole, a value is too if it starts at no continuation byte.
            valid = offsets[i] == bytes.Length || (bytes[offsets[i]] & 0xC0) != 0x80;
        }

        if (!valid)
        {
            throw FormatErrors.Text(at, $"a value of column \"{node.Column.Name}\"");
        }
    }

    public static void Values(Node node, nint address, long at)
    {
        if (node.Type.Layout == ColumnLayout.Bits)
        {
            CheckTail(node, new((byte*)address, (node.Length + 7) / 8), at);
        }
        else if (node.IsOffsetMinutes)
        {
            foreach (short minutes in new ReadOnlySpan<short>((short*)address, node.Length))
            {
                if (minutes is < -MaxOffsetMinutes or > MaxOffsetMinutes)
                {
                    throw FormatErrors.Corrupt(at, $"an offset of {minutes} minutes is beyond ±{MaxOffsetMinutes}");
                }
            }
        }
    }

    /// <summary>Zeroes the slots of NULLs.</summary>
    public static void ClearNulls(Node node, nint validity, nint values)
    {
        var bits = new ReadOnlySpan<byte>((byte*)validity, (node.Length + 7) / 8);
        int width = node.Type.ByteWidth;
        for (int i = 0; i < bits.Length; i++)
        {
            for (int missing = ~bits[i] & 0xFF; missing != 0; missing &= missing - 1)
            {
                int row = i * 8 + BitOperations.TrailingZeroCount(missing);
                if (row < node.Length)
                {
                    new Span<byte>((byte*)values + (long)row * width, width).Clear();
                }
            }
        }
    }

    private static void CheckTail(Node node, ReadOnlySpan<byte> bits, long at)
    {
        if (node.Length % 8 != 0 && bits[^1] >> (node.Length % 8) != 0)
        {
            throw FormatErrors.Corrupt(at, $"column \"{node.Column.Name}\" has bits beyond its rows");
        }
    }
}
