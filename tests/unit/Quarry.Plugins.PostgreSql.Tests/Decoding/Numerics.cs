using System.Buffers.Binary;
using System.Numerics;

namespace Quarry.Plugins.PostgreSql.Tests.Decoding;

/// <summary>A numeric as a server would send it, from its definition.</summary>
internal sealed record Numerics(BigInteger Unscaled, int Scale)
{
    /// <summary>As PostgreSQL prints it; the scale is 0 or more.</summary>
    public string Text
    {
        get
        {
            string digits = BigInteger.Abs(Unscaled).ToString(null, null).PadLeft(Scale + 1, '0');
            return (Unscaled.Sign < 0 ? "-" : "") + digits[..^Scale] + (Scale > 0 ? "." + digits[^Scale..] : "");
        }
    }

    public byte[] Bytes
    {
        get
        {
            int pad = (4 - (Scale & 3)) & 3;
            BigInteger rest = BigInteger.Abs(Unscaled) * BigInteger.Pow(10, pad);
            var digits = new List<int>();
            for (; !rest.IsZero; rest /= 10_000)
            {
                digits.Insert(0, (int)(rest % 10_000));
            }

            int weight = digits.Count - 1 - (Scale + pad) / 4;
            while (digits.Count > 0 && digits[^1] == 0)
            {
                digits.RemoveAt(digits.Count - 1);
            }

            return Raw(digits.Count, digits.Count > 0 ? weight : 0, Unscaled.Sign < 0 ? 0x4000 : 0, Scale, [.. digits]);
        }
    }

    public static byte[] Raw(int count, int weight, int sign, int scale, params int[] digits)
    {
        byte[] bytes = new byte[8 + digits.Length * 2];
        foreach ((int i, int value) in ((int[])[count, weight, sign, scale, .. digits]).Index())
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(i * 2), unchecked((short)value));
        }

        return bytes;
    }
}
