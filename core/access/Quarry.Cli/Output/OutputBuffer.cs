using System.Runtime.CompilerServices;

namespace Quarry.Cli.Output;

/// <summary>Gathers small writes: in front of a stream it flushes when it is full, without one it grows. One caller at a time.</summary>
internal sealed class OutputBuffer
{
    private const int Size = 64 << 10;

    private readonly Stream? _stream;
    private byte[] _buffer;
    private int _used;

    public OutputBuffer(Stream? stream)
    {
        _stream = stream;
        _buffer = new byte[stream is null ? 256 : Size];
    }

    /// <summary>What was written and not yet flushed.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _used);

    /// <summary>Room for at least that many bytes, which the caller writes and then <see cref="Advance"/>s over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> GetSpan(int bytes)
    {
        if (_buffer.Length - _used < bytes)
        {
            MakeRoom(bytes);
        }

        return _buffer.AsSpan(_used);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Advance(int bytes) => _used += bytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(byte value)
    {
        GetSpan(1)[0] = value;
        _used++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _used < bytes.Length)
        {
            WriteLarge(bytes);
            return;
        }

        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    public void Fill(byte value, int count)
    {
        GetSpan(count)[..count].Fill(value);
        _used += count;
    }

    /// <summary>Forgets what was written and not flushed.</summary>
    public void Clear() => _used = 0;

    /// <summary>Hands everything to the stream.</summary>
    public void Flush()
    {
        WriteToStream(Written);
        _used = 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteLarge(ReadOnlySpan<byte> bytes)
    {
        if (_stream is not null && bytes.Length >= Size)
        {
            Flush();
            WriteToStream(bytes);
            return;
        }

        bytes.CopyTo(GetSpan(bytes.Length));
        _used += bytes.Length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeRoom(int bytes)
    {
        if (_stream is not null)
        {
            Flush();
        }

        if (_buffer.Length - _used < bytes)
        {
            Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max((long)_used + bytes, _buffer.Length * 2L)));
        }
    }

    private void WriteToStream(ReadOnlySpan<byte> bytes)
    {
        if (_stream is not null && !bytes.IsEmpty)
        {
            _stream.Write(bytes);
        }
    }
}
