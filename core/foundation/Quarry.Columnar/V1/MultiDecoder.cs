using System.Buffers.Binary;
using System.Globalization;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.V1;

/// <summary>Reads MULT and what may follow it.</summary>
internal sealed class MultiDecoder(BatchMemory memory, RowBufferV1Limits limits)
{
    public const uint Magic = 0x544C554D;
    public const byte RowsTag = 0;
    public const byte CountTag = 1;
    public const int MaxItems = 16_384;
    public const int MaxItemBytes = 256 << 20;
    private const int SmallestItem = 5;

    private readonly MessageDecoder _messages = new(memory, limits);

    public MultiResult Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes, 0);
        List<MultiResultItem> items = [];
        try
        {
            ReadItems(ref reader, bytes, items);
            IReadOnlyList<Parameter> outputs = reader.Left > 0 ? OutputFooter.Read(ref reader) : [];
            reader.End("the results");
            return new(items, outputs);
        }
        catch
        {
            items.ForEach(item => item.Rows?.Dispose());
            throw;
        }
    }

    private void ReadItems(ref ByteReader reader, ReadOnlySpan<byte> bytes, List<MultiResultItem> items)
    {
        uint first = reader.UInt32("the results");
        if (first == V1Header.Magic)
        {
            items.Add(new(ReadMessage(bytes, 0, out int length)));
            reader = new(bytes[length..], length);
            return;
        }

        uint count = first;
        if (first == Magic)
        {
            ushort version = reader.UInt16("the results");
            ushort reserved = reader.UInt16("the results");
            if (version != 2 || reserved != 0)
            {
                throw FormatErrors.Version(4, version.ToString(CultureInfo.InvariantCulture), "MULT 1 and 2");
            }

            count = reader.UInt32("the results");
        }

        if (count > MaxItems)
        {
            throw FormatErrors.AboveFormat(reader.Offset, "A MULT", count, "items", MaxItems);
        }

        if (count > (uint)reader.Left / SmallestItem)
        {
            throw FormatErrors.Truncated(reader.Offset, "the results");
        }

        for (uint i = 0; i < count; i++)
        {
            items.Add(ReadItem(ref reader));
        }
    }

    private MultiResultItem ReadItem(ref ByteReader reader)
    {
        long at = reader.Offset;
        byte tag = reader.Byte("a result");
        uint length = reader.UInt32("a result");
        if (length > MaxItemBytes)
        {
            throw FormatErrors.AboveFormat(at, "A result", length, "bytes", MaxItemBytes);
        }

        ReadOnlySpan<byte> payload = reader.Bytes(length, "a result");
        switch (tag)
        {
            case CountTag when length == sizeof(long):
                return new(BinaryPrimitives.ReadInt64LittleEndian(payload));
            case RowsTag:
                ColumnBatch rows = ReadMessage(payload, reader.Offset - length, out int read);
                if (read != payload.Length)
                {
                    rows.Dispose();
                    throw FormatErrors.Corrupt(at, "bytes follow a message within a result");
                }

                return new(rows);
            case CountTag:
                throw FormatErrors.Corrupt(at, "a count has not 8 bytes");
            default:
                throw FormatErrors.Unsupported(at, string.Create(CultureInfo.InvariantCulture, $"the result tag {tag}"));
        }
    }

    private ColumnBatch ReadMessage(ReadOnlySpan<byte> bytes, long at, out int length)
    {
        var reader = new ByteReader(bytes, at);
        int header = V1Header.LengthOf(reader.Bytes(6, "a message's header"), at);
        reader = new(bytes, at);
        V1Header parsed = V1Header.Read(reader.Bytes((uint)header, "a message's header"), at, limits);
        ColumnBatch batch = _messages.Decode(parsed, reader.Bytes((uint)parsed.PayloadLength, "a message"), at + header);
        length = reader.Position;
        return batch;
    }
}
