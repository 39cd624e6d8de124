using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>Messages for the server, gathered until they are sent together. One thread at a time.</summary>
internal sealed class SendBuffer
{
    private const int KeepBytes = 64 << 10;

    private bool _keepsAll;
    private byte[] _bytes = new byte[1024];
    private int _length;
    private int _message = -1;

    /// <summary>What waits to be sent.</summary>
    public ReadOnlySpan<byte> Pending => _bytes.AsSpan(0, _length);

    /// <summary>Bytes that wait to be sent.</summary>
    public int Length => _length;

    /// <summary>Keeps its memory until it is told otherwise, however large: messages of the same size follow each other.</summary>
    /// <param name="all">False lets what is large go with the next <see cref="Clear"/>.</param>
    public void KeepAll(bool all) => _keepsAll = all;

    /// <summary>Forgets what was written since.</summary>
    /// <param name="length"><see cref="Length"/> of then.</param>
    public void Truncate(int length) => _length = length;

    /// <summary>Starts a message.</summary>
    /// <param name="type">Its type, or 0 for those of the start-up, which have none.</param>
    public void Begin(byte type)
    {
        if (type != 0)
        {
            Byte(type);
        }

        _message = _length;
        Int32(0);
    }

    /// <summary>Ends the message: its length is known.</summary>
    public void End() => BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_message), _length - _message);

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Int16(int value) => BinaryPrimitives.WriteInt16BigEndian(Reserve(sizeof(short)), unchecked((short)value));

    public void Int32(int value) => BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64BigEndian(Reserve(sizeof(long)), value);

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    /// <summary>Text as UTF-8.</summary>
    public void Text(ReadOnlySpan<char> value) => Encoding.UTF8.GetBytes(value, Reserve(Encoding.UTF8.GetByteCount(value)));

    /// <summary>Text as UTF-8 with the zero byte that ends a protocol string.</summary>
    public void String(ReadOnlySpan<char> value)
    {
        Text(value);
        Byte(0);
    }

    /// <summary>Room for a length that is known after what it counts.</summary>
    /// <returns>What <see cref="EndLength"/> takes.</returns>
    public int BeginLength()
    {
        Int32(0);
        return _length;
    }

    /// <summary>Fills the length in.</summary>
    public void EndLength(int begin) => BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(begin - sizeof(int)), _length - begin);

    /// <summary>Room for bytes that the caller writes.</summary>
    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            if (_length + (long)count > ReceiveBuffer.MaxMessage)
            {
                throw PgErrors.MessageTooLarge(_length + (long)count);
            }

            Array.Resize(ref _bytes, Math.Max(_length + count, (int)Math.Min(_bytes.Length * 2L, Array.MaxLength)));
        }

        Span<byte> room = _bytes.AsSpan(_length, count);
        _length += count;
        return room;
    }

    /// <summary>Forgets all, and overwrites what was sent: it was a secret.</summary>
    public void Erase()
    {
        CryptographicOperations.ZeroMemory(_bytes);
        Clear();
    }

    /// <summary>Forgets what was sent, or what could not be finished.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > KeepBytes && !_keepsAll)
        {
            _bytes = new byte[1024];
        }
    }
}
