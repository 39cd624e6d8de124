using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Quarry.Columnar.Wire;

/// <summary>Bytes that grow in pooled memory. Kept from batch to batch, so that writing allocates only until it reached its size.</summary>
internal sealed class ByteWriter : IDisposable
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Drops what was appended beyond a length.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>What was appended, to change it.</summary>
    public Span<byte> Written(int at, int length) => _bytes.AsSpan(0, Length).Slice(at, length);

    /// <summary>Room for bytes that the caller writes; they count at once.</summary>
    public Span<byte> Append(int count)
    {
        Span<byte> room = Reserve(count);
        Length += count;
        return room;
    }

    /// <summary>As <see cref="Append(int)"/>, for asynchronous reads.</summary>
    public Memory<byte> AppendMemory(int count)
    {
        Append(count);
        return _bytes.AsMemory(Length - count, count);
    }

    /// <summary>Room for at most so many bytes, which count once the caller says so by <see cref="Append(int)"/>.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Grow(count);
        }

        return _bytes.AsSpan(Length, count);
    }

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Append(bytes.Length));

    public void AppendByte(byte value) => Append(1)[0] = value;

    public void AppendUInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Append(2), value);

    public void AppendUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Append(4), value);

    public void AppendInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Append(4), value);

    public void AppendInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Append(8), value);

    public void SetUInt32(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Written(at, 4), value);

    /// <summary>The length in bytes as u32, then UTF-8.</summary>
    /// <exception cref="ArgumentException">The text holds a lone surrogate, which UTF-8 cannot carry.</exception>
    public void AppendText(string text)
    {
        AppendInt32(s_strict.GetByteCount(text));
        AppendRawText(text);
    }

    /// <summary>UTF-8 alone.</summary>
    /// <exception cref="ArgumentException">The text holds a lone surrogate, which UTF-8 cannot carry.</exception>
    public void AppendRawText(string text) => s_strict.GetBytes(text, Append(s_strict.GetByteCount(text)));

    /// <summary>Zeros up to the next multiple of 64.</summary>
    public void Pad() => Append((int)(Alignment.Pad(Length) - Length)).Clear();

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }

        Length = 0;
    }

    private void Grow(int count)
    {
        long needed = (long)Length + count;
        if (needed > Array.MaxLength)
        {
            throw FormatErrors.TooLarge("A frame or message", "2 GiB", "Write batches of fewer rows.");
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, Math.Min(2L * _bytes.Length, Array.MaxLength)));
        Span.CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
