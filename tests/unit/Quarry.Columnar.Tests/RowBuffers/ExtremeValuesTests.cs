using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Bit patterns at the edges of every type: v2 keeps each bit in every encoding and codec; v1 keeps the value's text or names what it cannot write.</summary>
public sealed class ExtremeValuesTests
{
    private static readonly LogicalType[] s_types = [.. Samples.Types.Where(type => type.Layout == ColumnLayout.Fixed)];

    public static TheoryData<string> Types
    {
        get
        {
            var names = new TheoryData<string>();
            Array.ForEach(s_types, type => names.Add(type.ToString()));
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void V2_keeps_every_bit(string typeName)
    {
        LogicalType type = s_types.First(type => type.ToString() == typeName);
        var memory = new CountingMemory();
        using ColumnBatch batch = Batch(type, [.. Enumerable.Repeat(Patterns(type), 9).SelectMany(values => values)], memory);
        BufferEncoding?[] encodings = [null, .. Enum.GetValues<BufferEncoding>().Cast<BufferEncoding?>()];
        foreach (BufferEncoding? encoding in encodings)
        {
            foreach (RowBufferCodec codec in Enum.GetValues<RowBufferCodec>())
            {
                byte[] bytes = RowBuffer.Write(batch, new() { Codec = codec, Force = encoding });
                RowBuffer.Check(bytes, memory, new() { Validation = RowBufferValidation.Full }, batch);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void V1_keeps_the_text_or_refuses_the_value_by_its_column(string typeName)
    {
        LogicalType type = s_types.First(type => type.ToString() == typeName);
        var memory = new CountingMemory();
        int written = 0;
        foreach (byte[] value in Patterns(type))
        {
            using ColumnBatch batch = Batch(type, [value], memory);
            byte[] bytes;
            try
            {
                bytes = V1Tests.Write([batch], new());
            }
            catch (QuarryException error)
            {
                FluentActions.Invoking(() => batch[0].GetString(0)).Should().Throw<QuarryException>("only a value without a text is refused");
                error.Message.Should().Contain("\"c\"");
                continue;
            }

            written++;
            using ColumnBatch read = V1Tests.Read(bytes, new()).Single();
            Text(read[0]).Should().Be(Text(batch[0]));
        }

        written.Should().BePositive();
    }

    [Fact]
    public void The_text_of_a_float_in_v1_reads_back_as_the_same_number_with_its_sign()
    {
        foreach (byte[] value in Patterns(LogicalType.Float64))
        {
            using ColumnBatch batch = Batch(LogicalType.Float64, [value], new CountingMemory());
            using ColumnBatch read = V1Tests.Read(V1Tests.Write([batch], new()), new()).Single();
            double expected = BitConverter.ToDouble(value), actual = double.Parse(read[0].GetString(0), System.Globalization.CultureInfo.InvariantCulture);
            if (double.IsNaN(expected))
            {
                actual.Should().Be(double.NaN);
            }
            else
            {
                BitConverter.DoubleToInt64Bits(actual).Should().Be(BitConverter.DoubleToInt64Bits(expected));
            }
        }
    }

    [Theory]
    [InlineData(39, 0)]
    [InlineData(255, 0)]
    [InlineData(0, 0)]
    [InlineData(5, 255 - 38)] // scale −39
    [InlineData(5, 39)]
    [InlineData(5, 127)]
    [InlineData(5, 128)]
    public void A_precision_or_scale_that_no_decimal_has_is_refused(byte precision, byte scale)
    {
        using ColumnBatch batch = Batch(LogicalType.Decimal128(38, 10), [new byte[16]], new CountingMemory());
        var forgery = new Forgery(RowBuffer.Write(batch, new() { Codec = RowBufferCodec.None }));
        (forgery.SchemaHead[6], forgery.SchemaHead[7]) = (precision, scale);
        FluentActions.Invoking(() => RowBuffer.ReadAll(forgery.Bytes(), new CountingMemory(), new())).Should().Throw<RowBufferFormatException>().Which.Code.Should().Be(2014);
    }

    private static string Text(ColumnVector column)
        => column.Type.Kind is TypeKind.Binary or TypeKind.FixedBinary ? Convert.ToHexString(column.GetBytes(0)) : column.GetString(0);

    // All bits clear and set, the sign alone, all but the sign, one; and what floats hold beyond numbers.
    private static IEnumerable<byte[]> Patterns(LogicalType type)
    {
        int width = type.ByteWidth;
        byte[] zero = new byte[width], one = new byte[width], ones = new byte[width], least = new byte[width], most = new byte[width];
        (one[0], least[^1]) = (1, 0x80);
        Array.Fill(ones, (byte)0xFF);
        Array.Fill(most, (byte)0xFF);
        most[^1] = 0x7F;
        IEnumerable<byte[]> patterns = [zero, one, ones, least, most];
        return type.Kind switch
        {
            TypeKind.Float32 => patterns.Concat(((uint[])[0x7FC0_0001, 0xFFC1_2345, 0x7F80_0001, 0x7F80_0000, 0xFF80_0000, 0x007F_FFFF, 0x7F7F_FFFF, 0x3F80_0001]).Select(BitConverter.GetBytes)),
            TypeKind.Float64 => patterns.Concat(((ulong[])
            [
                0x7FF8_0000_0000_0001, 0xFFF8_1234_5678_9ABC, 0x7FF0_0000_0000_0001, 0x7FF0_0000_0000_0000, 0xFFF0_0000_0000_0000, 0x000F_FFFF_FFFF_FFFF, 0x7FEF_FFFF_FFFF_FFFF,
                0x3FB9_9999_9999_999A,
            ]).Select(BitConverter.GetBytes)),
            _ => patterns,
        };
    }

    private static ColumnBatch Batch(LogicalType type, byte[][] values, CountingMemory memory)
    {
        var column = new ColumnSchema { Name = "c", Type = type, IsNullable = false };
        MemoryBlock block = memory.Rent(values.Length * (long)type.ByteWidth);
        for (int i = 0; i < values.Length; i++)
        {
            values[i].CopyTo(block.Span(i * type.ByteWidth, type.ByteWidth));
        }

        return new(new([column]), values.Length, [new() { Column = column, Length = values.Length, Values = block }]);
    }
}
