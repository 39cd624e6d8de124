using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Values in the binary form of the server's type, without their length. Sources: the _recv functions in src/backend/utils/adt.</summary>
internal static class BinaryForm
{
    /// <summary>Writes a value.</summary>
    /// <param name="send">Receives it.</param>
    /// <param name="type">Its type; the server's is <see cref="TypeFamily.IsBinary"/> for it.</param>
    /// <param name="value">In the form that <see cref="Parameter"/> states.</param>
    /// <param name="place">Its place.</param>
    public static void Write(SendBuffer send, LogicalType type, object value, ParameterPlace place)
    {
        switch (type.Kind)
        {
            case TypeKind.Boolean:
                send.Byte((bool)value ? (byte)1 : (byte)0);
                break;
            case TypeKind.Float32 or TypeKind.Float64:
                Float(send, value, place);
                break;
            case TypeKind.Decimal128:
                NumericForm.Write(send, (Decimal128)value);
                break;
            case TypeKind.Decimal256:
                NumericForm.Write(send, (Decimal256)value);
                break;
            case TypeKind.Date32:
                send.Int32(PgTime.TryFromDays((int)value, out int days) ? days : throw place.Error("is outside of PostgreSQL's dates"));
                break;
            case TypeKind.Time64:
                send.Int64(PgTime.TryFromTime((long)value, type.Unit, out long time) ? time : throw place.Error("is no time of day in whole microseconds"));
                break;
            case TypeKind.Timestamp:
                Timestamp(send, (long)value, type.Unit, place);
                break;
            case TypeKind.TimestampOffset:
                Timestamp(send, ((TimestampOffset)value).Instant, type.Unit, place);
                break;
            case TypeKind.Interval:
                Interval(send, (Interval)value, place);
                break;
            case TypeKind.Uuid:
                ((Guid)value).TryWriteBytes(send.Reserve(16), bigEndian: true, out _);
                break;
            case TypeKind.Binary or TypeKind.FixedBinary:
                send.Bytes((byte[])value);
                break;
            case TypeKind.Utf8:
                Text(send, (string)value, place);
                break;
            case TypeKind.List:
                List(send, type.Element!, (IReadOnlyList<object?>)value, place);
                break;
            default:
                Integer(send, value, place);
                break;
        }
    }

    /// <summary>Text as UTF-8.</summary>
    /// <exception cref="QuarryException">It holds a zero character or a lone surrogate, which PostgreSQL cannot store (User).</exception>
    public static void Text(SendBuffer send, string text, ParameterPlace place)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw place.Error("holds a character U+0000, which PostgreSQL cannot store in text; use bytea");
        }

        Span<byte> room = send.Reserve(Encoding.UTF8.GetByteCount(text));
        if (Utf8.FromUtf16(text, room, out _, out _, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw place.Error("holds a surrogate without its pair, which is no text");
        }
    }

    private static void Integer(SendBuffer send, object value, ParameterPlace place)
    {
        if (place.Oid == Oids.Numeric)
        {
            NumericForm.Write(send, new Decimal128(value is ulong large ? large : Convert.ToInt64(value, null), 0));
            return;
        }

        long number = value is ulong unsigned ? unsigned <= long.MaxValue ? (long)unsigned : throw place.Error("is out of range") : Convert.ToInt64(value, null);
        switch (place.Oid)
        {
            case Oids.Int2 when number == (short)number:
                send.Int16((short)number);
                break;
            case Oids.Int4 when number == (int)number:
                send.Int32((int)number);
                break;
            case Oids.Oid when number == (uint)number:
                send.Int32(unchecked((int)(uint)number));
                break;
            case Oids.Int8:
                send.Int64(number);
                break;
            default:
                throw place.Error("is out of range");
        }
    }

    private static void Float(SendBuffer send, object value, ParameterPlace place)
    {
        if (place.Oid == Oids.Float4)
        {
            send.Int32(BitConverter.SingleToInt32Bits((float)value));
        }
        else
        {
            send.Int64(BitConverter.DoubleToInt64Bits(value is float single ? single : (double)value));
        }
    }

    private static void Timestamp(SendBuffer send, long value, TimeUnit unit, ParameterPlace place)
        => send.Int64(PgTime.TryFromTimestamp(value, unit, out long microseconds) ? microseconds
            : throw place.Error("is no timestamp of PostgreSQL, which are in whole microseconds from 4713 BC to 294276"));

    private static void Interval(SendBuffer send, Interval value, ParameterPlace place)
    {
        (long microseconds, long rest) = Math.DivRem(value.Nanoseconds, 1_000);
        send.Int64(rest == 0 ? microseconds : throw place.Error("has nanoseconds, and PostgreSQL's intervals are in whole microseconds"));
        send.Int32(value.Days);
        send.Int32(value.Months);
    }

    // Dimensions, whether there are NULLs, the element's type, then length and lower bound of each dimension. Source: array_recv in arrayfuncs.c.
    private static void List(SendBuffer send, LogicalType element, IReadOnlyList<object?> values, ParameterPlace place)
    {
        ParameterPlace elements = place.Element;
        send.Int32(values.Count > 0 ? 1 : 0);
        send.Int32(values.Contains(null) ? 1 : 0);
        send.Int32(unchecked((int)elements.Oid));
        if (values.Count == 0)
        {
            return;
        }

        send.Int32(values.Count);
        send.Int32(1);
        foreach (object? value in values)
        {
            if (value is null)
            {
                send.Int32(-1);
                continue;
            }

            int begin = send.BeginLength();
            Write(send, element, value, elements);
            send.EndLength(begin);
        }
    }
}
