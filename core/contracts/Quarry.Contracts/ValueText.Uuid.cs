namespace Quarry.Contracts;

public static partial class ValueText
{
    private const int UuidBytes = 16;
    private const int UuidText = 36;

    /// <summary>Writes a UUID as <c>f81d4fae-7dec-11d0-a765-00a0c91e6bf6</c>.</summary>
    /// <param name="uuid">16 bytes in RFC 9562 order.</param>
    /// <param name="utf8Destination">Receives 36 bytes.</param>
    /// <param name="bytesWritten">36, or 0.</param>
    /// <returns>False if the destination is too short.</returns>
    /// <exception cref="ArgumentException">The UUID has not 16 bytes.</exception>
    public static bool TryFormatUuid(ReadOnlySpan<byte> uuid, Span<byte> utf8Destination, out int bytesWritten)
    {
        CheckUuid(uuid.Length, nameof(uuid));
        return new Guid(uuid, bigEndian: true).TryFormat(utf8Destination, out bytesWritten);
    }

    /// <summary>Reads a UUID of 32 hexadecimal digits, lower or upper case, and its four hyphens; no braces.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="uuid">Receives 16 bytes in RFC 9562 order; zeros if the text is no UUID.</param>
    /// <exception cref="ArgumentException">The destination has not 16 bytes.</exception>
    public static ParseStatus TryParseUuid(ReadOnlySpan<byte> utf8, Span<byte> uuid)
    {
        CheckUuid(uuid.Length, nameof(uuid));
        uuid.Clear();
        utf8 = utf8.Trim((byte)' ');
        if (utf8.Length != UuidText || utf8[8] != '-' || utf8[13] != '-' || utf8[18] != '-' || utf8[23] != '-')
        {
            return ParseStatus.Malformed;
        }

        Span<byte> digits = stackalloc byte[2 * UuidBytes];
        utf8[..8].CopyTo(digits);
        utf8[9..13].CopyTo(digits[8..]);
        utf8[14..18].CopyTo(digits[12..]);
        utf8[19..23].CopyTo(digits[16..]);
        utf8[24..].CopyTo(digits[20..]);
        if (Convert.FromHexString(digits, uuid, out _, out _) == System.Buffers.OperationStatus.Done)
        {
            return ParseStatus.Ok;
        }

        uuid.Clear();
        return ParseStatus.Malformed;
    }

    private static void CheckUuid(int length, string name)
    {
        if (length != UuidBytes)
        {
            throw new ArgumentException($"A UUID has 16 bytes, not {length}.", name);
        }
    }
}
