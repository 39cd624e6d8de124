using System.Globalization;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.V1;

/// <summary>OUT1: the output parameters after a message or MULT.</summary>
internal static class OutputFooter
{
    private const uint Magic = 0x3154554F;
    private const uint CursorMagic = 0x00314352;
    private const int MaxValues = 4096;
    private const int MaxValueBytes = 16 << 20;
    private const int SmallestValue = 5;

    private enum Tag : byte
    {
        Null = 0,
        Text = 1,
        Integer = 2,
        BigInt = 3,
        Decimal = 4,
        Binary = 5,
    }

    public static void Write(ByteWriter writer, IReadOnlyList<Parameter> outputs)
    {
        if (outputs.Count > MaxValues)
        {
            throw FormatErrors.TooLarge($"A list of {outputs.Count} output parameters", "4 096 parameters", "Return fewer.");
        }

        writer.AppendUInt32(Magic);
        writer.AppendInt32(outputs.Count);
        foreach (Parameter output in outputs)
        {
            int at = writer.Length;
            writer.Append(SmallestValue).Clear();
            Tag tag = WriteValue(writer, output);
            int length = writer.Length - at - SmallestValue;
            if (length > MaxValueBytes)
            {
                throw FormatErrors.TooLarge($"Output parameter {output}", "16 MiB", "Return it as a column of a result.");
            }

            writer.Written(at, 1)[0] = (byte)tag;
            writer.SetUInt32(at + 1, (uint)length);
        }
    }

    public static IReadOnlyList<Parameter> Read(ref ByteReader reader)
    {
        long at = reader.Offset;
        uint magic = reader.UInt32("a footer");
        if (magic == CursorMagic)
        {
            throw FormatErrors.Unsupported(at, "a footer of cursors (RC1)");
        }

        if (magic != Magic)
        {
            throw FormatErrors.Corrupt(at, "bytes that are no footer follow the results");
        }

        uint count = reader.UInt32("a footer");
        if (count > MaxValues)
        {
            throw FormatErrors.AboveFormat(at, "A footer", count, "values", MaxValues);
        }

        if (count > (uint)reader.Left / SmallestValue)
        {
            throw FormatErrors.Truncated(at, "a footer");
        }

        var outputs = new Parameter[count];
        for (int i = 0; i < outputs.Length; i++)
        {
            outputs[i] = ReadValue(ref reader);
        }

        return outputs;
    }

    private static Tag WriteValue(ByteWriter writer, Parameter output)
    {
        switch (output.Value)
        {
            case null:
                return Tag.Null;
            case int value:
                writer.AppendInt32(value);
                return Tag.Integer;
            case long value when output.Type.Kind == TypeKind.Int64:
                writer.AppendInt64(value);
                return Tag.BigInt;
            case byte[] value:
                writer.Append(value);
                return Tag.Binary;
            case string value:
                writer.AppendRawText(value);
                return output.Type.IsNumericText ? Tag.Decimal : Tag.Text;
            case Decimal128 or Decimal256:
                writer.AppendRawText(output.Value.ToString()!);
                return Tag.Decimal;
            default:
                throw FormatErrors.NoTypeCode(new() { Name = output.Name, Type = output.Type });
        }
    }

    private static Parameter ReadValue(ref ByteReader reader)
    {
        long at = reader.Offset;
        byte tag = reader.Byte("an output parameter");
        uint length = reader.UInt32("an output parameter");
        if (length > MaxValueBytes)
        {
            throw FormatErrors.AboveFormat(at, "An output parameter", length, "bytes", MaxValueBytes);
        }

        if (length > reader.Left)
        {
            throw FormatErrors.Truncated(reader.Offset, "an output parameter");
        }

        return (Tag)tag switch
        {
            Tag.Null when length == 0 => new(LogicalType.Utf8, null),
            Tag.Text => new(LogicalType.Utf8, reader.Utf8(length, "an output parameter")),
            Tag.Integer when length == sizeof(int) => new(LogicalType.Int32, reader.Int32("an output parameter")),
            Tag.BigInt when length == sizeof(long) => new(LogicalType.Int64, reader.Int64("an output parameter")),
            Tag.Decimal => new(LogicalType.NumericText, reader.Utf8(length, "an output parameter")),
            Tag.Binary => new(LogicalType.Binary, reader.Bytes(length, "an output parameter").ToArray()),
            <= Tag.Binary => throw FormatErrors.Corrupt(at, "an output parameter has another length than its type"),
            _ => throw FormatErrors.Unsupported(at, string.Create(CultureInfo.InvariantCulture, $"the parameter tag {tag}")),
        };
    }
}
