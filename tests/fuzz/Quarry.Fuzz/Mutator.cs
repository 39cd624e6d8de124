namespace Quarry.Fuzz;

/// <summary>Small changes of an input, the same for the same seed on every machine.</summary>
internal sealed class Mutator(ulong seed)
{
    private const int MaxLength = 16_384;

    private static readonly byte[] s_marks = "'\"`[]()$?@:;#-/*%&=\\,. \n\0"u8.ToArray();

    private static readonly uint[] s_limits = [0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];

    private ulong _state = seed | 1;

    public byte[] Mutate(byte[] input, byte[] other)
    {
        List<byte> bytes = [.. input];
        for (int change = Next(4); change >= 0; change--)
        {
            int at = Next(bytes.Count + 1);
            switch (Next(8))
            {
                case 0:
                    bytes.Insert(at, s_marks[Next(s_marks.Length)]);
                    break;
                case 1:
                    bytes.Insert(at, (byte)Next(256));
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = s_marks[Next(s_marks.Length)];
                    break;
                case 3 when at < bytes.Count:
                    bytes.RemoveRange(at, Next(Math.Min(8, bytes.Count - at)) + 1);
                    break;
                case 4 when at < bytes.Count:
                    bytes.InsertRange(Next(bytes.Count), bytes.GetRange(at, Next(bytes.Count - at)));
                    break;
                case 6 when at < bytes.Count:
                    bytes[at] = Next(2) == 0 ? (byte)Next(256) : (byte)(bytes[at] ^ (1 << Next(8)));
                    break;
                case 7 when at + 4 <= bytes.Count:
                    // Lengths and counts at their limits.
                    uint limit = s_limits[Next(s_limits.Length)];
                    for (int i = 0; i < 4; i++)
                    {
                        bytes[at + i] = (byte)(limit >> (8 * i));
                    }

                    break;
                case 5 when other.Length > 0:
                    int start = Next(other.Length);
                    bytes.InsertRange(at, other.AsSpan(start, Next(other.Length - start)).ToArray());
                    break;
            }
        }

        return bytes.Count <= MaxLength ? [.. bytes] : [.. bytes.Take(MaxLength)];
    }

    /// <summary>A few bytes become others; the length stays.</summary>
    public void Overwrite(Span<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        for (int change = Next(3); change >= 0; change--)
        {
            int at = Next(bytes.Length);
            switch (Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)Next(256);
                    break;
                case 2:
                    bytes[at] += (byte)(Next(2) == 0 ? 1 : 255);
                    break;
                case 3:
                    // Fields are aligned to their size.
                    at &= ~3;
                    ulong limit = s_limits[Next(s_limits.Length)];
                    for (int i = at; i < Math.Min(at + 4, bytes.Length); i++, limit >>= 8)
                    {
                        bytes[i] = (byte)limit;
                    }

                    break;
                default:
                    int from = Next(bytes.Length), length = Next(Math.Min(16, bytes.Length - Math.Max(at, from))) + 1;
                    bytes.Slice(from, length).CopyTo(bytes[at..]);
                    break;
            }
        }
    }

    /// <summary>xorshift64*: System.Random promises no sequence across versions.</summary>
    public int Next(int below)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return below <= 1 ? 0 : (int)(((_state * 0x2545F4914F6CDD1DUL) >> 33) % (ulong)below);
    }
}
