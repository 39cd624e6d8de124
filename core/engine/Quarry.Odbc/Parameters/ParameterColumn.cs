using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Parameters;

/// <summary>The values of one parameter for some rows of a column, in memory as the driver reads it. On the session's thread only.</summary>
/// <remarks>Numbers are read where they lie in the column; text gets the room of the longest of these rows, so that no driver reads beyond a value.</remarks>
internal sealed unsafe class ParameterColumn : IDisposable
{
    private readonly BatchMemory _memory;
    private readonly ParameterForm _form;
    private readonly ushort _number;
    private MemoryBlock? _values;
    private MemoryBlock? _indicators;

    /// <param name="number">The parameter, from 1.</param>
    /// <param name="type">Its type.</param>
    /// <param name="settings">How the driver takes values.</param>
    /// <param name="memory">Memory for values that have to be written anew.</param>
    public ParameterColumn(int number, LogicalType type, OdbcSettings settings, BatchMemory memory)
    {
        _form = ParameterForm.Of(type, settings) ?? throw OdbcErrors.ParameterType(number, type);
        (_number, _memory) = ((ushort)number, memory);
    }

    /// <summary>Bytes that a row of these needs at most.</summary>
    public int RoomOf(ColumnVector column, int from, int count) => _form.CType switch
    {
        Sql.CWChar => Math.Max(2, Longest(column, from, count) * 2),
        Sql.CBinary => Math.Max(1, Longest(column, from, count)),
        Sql.CChar when column.Type.Layout == ColumnLayout.Variable => Math.Max(1, Longest(column, from, count)),
        Sql.CChar => 96,
        _ => sizeof(long),
    };

    /// <summary>Binds rows of a column.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="column">The values.</param>
    /// <param name="from">The first row.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="stride">0 to bind them as an array to one marker; else each to its own, so many markers apart.</param>
    public void Bind(StatementHandle statement, ColumnVector column, int from, int count, int stride)
    {
        nint* indicators = (nint*)Room(ref _indicators, (long)count * sizeof(nint));
        int room = RoomOf(column, from, count);
        int longest = room;
        byte* values;
        switch (_form.CType)
        {
            case Sql.CBit:
                values = Bits(column, from, count);
                room = 1;
                Mark(column, from, count, 1, indicators);
                break;
            case Sql.CChar or Sql.CWChar or Sql.CBinary:
                values = Room(ref _values, (long)room * count);
                longest = Write(column, from, count, values, room, indicators);
                break;
            case Sql.CBigInt when column.Type.ByteWidth < sizeof(long):
                values = Widened(column, from, count);
                room = sizeof(long);
                Mark(column, from, count, room, indicators);
                break;
            default:
                room = column.Type.ByteWidth;
                values = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(column.Data)) + ((long)from * room);
                Mark(column, from, count, room, indicators);
                break;
        }

        ParameterForm form = _form.For(longest);
        for (int row = 0; row < (stride == 0 ? 1 : count); row++)
        {
            Statements.Check(statement, OdbcApi.SQLBindParameter(
                statement, (ushort)(_number + (row * stride)), Sql.ParameterInput, form.CType, form.SqlType, (nuint)form.Size, form.Digits, values + ((long)row * room), room, indicators + row));
        }
    }

    /// <summary>Writes a value as text or bytes, for a parameter that the server may change.</summary>
    /// <returns>The bytes written.</returns>
    public int WriteText(ColumnVector column, int row, Span<byte> room)
    {
        if (Longest(column, row, 1) > room.Length)
        {
            throw OdbcErrors.ParameterValue(_number, column.Type, "the value is longer than an output parameter can be");
        }

        return column.Type.Kind is TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml or TypeKind.Binary or TypeKind.FixedBinary
            ? Copy(column.GetBytes(row), room)
            : Write(column, row, room);
    }

    public void Dispose()
    {
        _values?.Release();
        _indicators?.Release();
        (_values, _indicators) = (null, null);
    }

    private static void Mark(ColumnVector column, int from, int count, int length, nint* indicators)
    {
        for (int i = 0; i < count; i++)
        {
            indicators[i] = column.IsNull(from + i) ? Sql.NullData : length;
        }
    }

    private static int Longest(ColumnVector column, int from, int count)
    {
        if (column.Type.Layout != ColumnLayout.Variable)
        {
            return Math.Max(1, column.Type.ByteWidth);
        }

        ReadOnlySpan<int> offsets = column.Offsets.Slice(from, count + 1);
        int longest = 0;
        for (int i = 0; i < count; i++)
        {
            longest = Math.Max(longest, offsets[i + 1] - offsets[i]);
        }

        return longest;
    }

    private byte* Bits(ColumnVector column, int from, int count)
    {
        byte* values = Room(ref _values, count);
        for (int i = 0; i < count; i++)
        {
            values[i] = !column.IsNull(from + i) && column.GetBoolean(from + i) ? (byte)1 : (byte)0;
        }

        return values;
    }

    private byte* Widened(ColumnVector column, int from, int count)
    {
        long* values = (long*)Room(ref _values, (long)count * sizeof(long));
        for (int i = 0; i < count; i++)
        {
            values[i] = column.IsNull(from + i) ? 0 : column.GetInt64(from + i);
        }

        return (byte*)values;
    }

    private int Write(ColumnVector column, int from, int count, byte* values, int room, nint* indicators)
    {
        int longest = 0;
        for (int i = 0; i < count; i++)
        {
            if (column.IsNull(from + i))
            {
                indicators[i] = Sql.NullData;
                continue;
            }

            int written = Write(column, from + i, new Span<byte>(values + ((long)i * room), room));
            indicators[i] = written;
            longest = Math.Max(longest, written);
        }

        return longest;
    }

    private int Write(ColumnVector column, int row, Span<byte> room)
    {
        if (_form.CType == Sql.CWChar)
        {
            return 2 * Encoding.UTF8.GetChars(column.GetBytes(row), MemoryMarshal.Cast<byte, char>(room));
        }

        if (column.Type.Kind is TypeKind.Binary or TypeKind.FixedBinary or TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml)
        {
            return Copy(column.GetBytes(row), room);
        }

        if (column.Type.Kind == TypeKind.Boolean)
        {
            room[0] = column.GetBoolean(row) ? (byte)'1' : (byte)'0';
            return 1;
        }

        column.TryFormat(row, room, out int written);
        return column.Type.Kind == TypeKind.Timestamp ? AsOdbc(room[..written]) : written;
    }

    private static int Copy(ReadOnlySpan<byte> bytes, Span<byte> room)
    {
        bytes.CopyTo(room);
        return bytes.Length;
    }

    // The literal of ODBC has a space where ISO 8601 has a T, and knows no zone: the session's is UTC.
    private static int AsOdbc(Span<byte> timestamp)
    {
        int t = timestamp.IndexOf((byte)'T');
        if (t >= 0)
        {
            timestamp[t] = (byte)' ';
        }

        return timestamp.Length - (timestamp[^1] == 'Z' ? 1 : 0);
    }

    private byte* Room(ref MemoryBlock? block, long bytes)
    {
        if (block is null || block.Length < bytes)
        {
            block?.Release();
            block = null;
            block = _memory.Rent(bytes);
        }

        return (byte*)block.Address;
    }
}
