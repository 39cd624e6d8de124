namespace Quarry.Contracts.Internals;

/// <summary>Writes ASCII into a caller's span and remembers whether it was long enough.</summary>
internal ref struct Utf8Writer(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;
    private int _position;
    private bool _tooShort;

    public void Append(char ascii)
    {
        if (TryReserve(1))
        {
            _destination[_position++] = (byte)ascii;
        }
    }

    public void Append(ReadOnlySpan<byte> ascii)
    {
        if (TryReserve(ascii.Length))
        {
            ascii.CopyTo(_destination[_position..]);
            _position += ascii.Length;
        }
    }

    /// <summary>Exactly <paramref name="width"/> digits.</summary>
    public void AppendPadded(uint value, int width)
    {
        if (!TryReserve(width))
        {
            return;
        }

        Span<byte> field = _destination.Slice(_position, width);
        for (int i = field.Length - 1; i >= 0; i--)
        {
            (value, uint digit) = Math.DivRem(value, 10);
            field[i] = (byte)('0' + digit);
        }

        _position += width;
    }

    /// <summary>As many digits as the number has, and a minus sign below 0.</summary>
    public void AppendNumber(long value)
    {
        if (value.TryFormat(_destination[_position..], out int count, default, null))
        {
            _position += count;
        }
        else
        {
            _tooShort = true;
        }
    }

    /// <summary>True, and the length, if everything fitted.</summary>
    public readonly bool TryFinish(out int bytesWritten)
    {
        bytesWritten = _tooShort ? 0 : _position;
        return !_tooShort;
    }

    private bool TryReserve(int count)
    {
        _tooShort |= _destination.Length - _position < count;
        return !_tooShort;
    }
}
