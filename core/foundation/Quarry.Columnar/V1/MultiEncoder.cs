using System.Buffers;
using Quarry.Columnar.Wire;

namespace Quarry.Columnar.V1;

/// <summary>Writes MULT v2 and OUT1.</summary>
internal static class MultiEncoder
{
    public static void Write(MultiResult result, IBufferWriter<byte> destination, RowBufferV1Limits limits)
    {
        if (result.Items.Count > MultiDecoder.MaxItems)
        {
            throw FormatErrors.TooLarge($"A MULT of {result.Items.Count} results", "16 384 results", "Write fewer into one MULT.");
        }

        using var bytes = new ByteWriter();
        bytes.AppendUInt32(MultiDecoder.Magic);
        bytes.AppendUInt16(2);
        bytes.AppendUInt16(0);
        bytes.AppendInt32(result.Items.Count);
        foreach (MultiResultItem item in result.Items)
        {
            WriteItem(bytes, item, limits);
        }

        if (result.Outputs.Count > 0)
        {
            OutputFooter.Write(bytes, result.Outputs);
        }

        destination.Write(bytes.Span);
    }

    private static void WriteItem(ByteWriter bytes, MultiResultItem item, RowBufferV1Limits limits)
    {
        if (item.Rows is null)
        {
            bytes.AppendByte(MultiDecoder.CountTag);
            bytes.AppendInt32(sizeof(long));
            bytes.AppendInt64(item.Count);
            return;
        }

        using var encoder = new MessageEncoder(item.Rows.Schema, limits);
        if (encoder.Encode(item.Rows, 0) != item.Rows.Rows || encoder.Message.Length > MultiDecoder.MaxItemBytes)
        {
            throw FormatErrors.TooLarge($"A result of {item.Rows.Rows} rows", "one RowBuffer v1 message, which a MULT holds per result", "Split it in several results, or write it as RowBuffer v2.");
        }

        bytes.AppendByte(MultiDecoder.RowsTag);
        bytes.AppendInt32(encoder.Message.Length);
        bytes.Append(encoder.Message.Span);
    }
}
