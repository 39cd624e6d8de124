namespace Quarry.Contracts.Internals;

/// <summary>Reads a text from left to right. A method that returns false may have moved; the caller then gives up.</summary>
internal ref struct TextCursor(ReadOnlySpan<byte> utf8)
{
    private ReadOnlySpan<byte> _rest = utf8.Trim((byte)' ');

    public readonly bool AtEnd => _rest.IsEmpty;
    public readonly byte Next => _rest.IsEmpty ? (byte)0 : _rest[0];
    public readonly bool AtDigit => (uint)(Next - '0') <= 9;

    public bool TryTake(char expected)
    {
        if (Next != expected || _rest.IsEmpty)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    /// <summary>Takes exactly two digits.</summary>
    public bool TryTakeTwo(out int value)
    {
        value = 0;
        if (_rest.Length < 2)
        {
            return false;
        }

        uint tens = (uint)(_rest[0] - '0');
        uint ones = (uint)(_rest[1] - '0');
        value = (int)((tens * 10) + ones);
        _rest = _rest[2..];
        return tens <= 9 && ones <= 9;
    }

    /// <summary>Takes all digits that follow, at least <paramref name="minCount"/>. The number stops growing at <paramref name="limit"/>,
    /// which must be below long.MaxValue / 10 - 9.</summary>
    public bool TryTakeNumber(int minCount, long limit, out long value)
    {
        value = 0;
        int count = 0;
        for (; count < _rest.Length && (uint)(_rest[count] - '0') <= 9; count++)
        {
            value = Math.Min((value * 10) + (_rest[count] - '0'), limit);
        }

        _rest = _rest[count..];
        return count >= minCount;
    }

    /// <summary>Takes <c>.digits</c>, if there is a point, as an integer of <paramref name="digits"/> digits after the point.</summary>
    /// <param name="digits">0 to 9.</param>
    /// <param name="value">The integer, zeros appended.</param>
    /// <param name="lossy">True if digits other than zero follow.</param>
    public bool TryTakeFraction(int digits, out long value, out bool lossy)
    {
        (value, lossy) = (0, false);
        if (!TryTake('.'))
        {
            return true;
        }

        int count = 0;
        for (; count < _rest.Length && (uint)(_rest[count] - '0') <= 9; count++)
        {
            int digit = _rest[count] - '0';
            if (count < digits)
            {
                value = (value * 10) + digit;
            }
            else
            {
                lossy |= digit != 0;
            }
        }

        _rest = _rest[count..];
        for (int i = count; i < digits; i++)
        {
            value *= 10;
        }

        return count > 0;
    }
}
