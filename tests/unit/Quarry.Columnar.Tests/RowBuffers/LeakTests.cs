using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>What stands in memory beside the values never reaches a file.</summary>
public sealed class LeakTests
{
    private const byte Secret = 0xA7;

    [Fact]
    public void Slots_of_NULLs_bits_beyond_the_rows_and_bytes_between_values_stay_behind()
    {
        foreach (RowBufferEncoding encoding in Enum.GetValues<RowBufferEncoding>())
        {
            using ColumnBatch batch = Dirty();
            byte[] bytes = RowBuffer.Write(batch, new() { Codec = RowBufferCodec.None, Encoding = encoding });
            bytes.AsSpan().IndexOf([Secret, Secret, Secret]).Should().Be(-1);
            var memory = new CountingMemory();
            using RowBufferReader reader = RowBufferReader.Open(bytes, memory, new() { Validation = RowBufferValidation.Full });
            using ColumnBatch read = reader.Read()!;
            read[0].Values<int>().ToArray().Should().Equal(1, 0, 3, 0, 5);
            read[0].NullCount.Should().Be(2);
            read[1].Offsets.ToArray().Should().Equal(0, 2, 2, 4, 4, 6);
            read[1].Data.SequenceEqual("aabbcc"u8).Should().BeTrue();
            read[2].Data.ToArray().Should().Equal(0b10101);
            read[3].Children[0].Values<long>().ToArray().Should().Equal(10, 0, 30, 0, 50);
            read[3].Children[1].Values<short>().ToArray().Should().Equal(60, 0, 60, 0, 60);
        }
    }

    // Rows 1 and 3 are NULL in every column, and everything that is no value is full of secrets.
    private static ColumnBatch Dirty()
    {
        var memory = new CountingMemory();
        MemoryBlock Block(ReadOnlySpan<byte> content)
        {
            MemoryBlock block = memory.Rent(512);
            block.Span(0, (int)block.Length).Fill(Secret);
            content.CopyTo(block.Span(0, content.Length));
            return block;
        }

        MemoryBlock Of<T>(params T[] values)
            where T : unmanaged => Block(MemoryMarshal.AsBytes(values.AsSpan()));

        const int dirty = unchecked((int)0xA7A7A7A7);
        const long dirtyLong = unchecked((long)0xA7A7A7A7A7A7A7A7);
        MemoryBlock Validity() => Block([0b11110101]);
        ColumnSchema Column(string name, LogicalType type) => new() { Name = name, Type = type };
        ColumnSchema integers = Column("i", LogicalType.Int32), text = Column("t", LogicalType.Binary), bits = Column("b", LogicalType.Boolean);
        ColumnSchema instants = Column("o", LogicalType.TimestampOffset(TimeUnit.Second));
        ColumnData part(LogicalType type, MemoryBlock values) => new() { Column = new() { Name = "p", Type = type, IsNullable = false }, Length = 5, Values = values };
        return new(new([integers, text, bits, instants]), 5,
        [
            new() { Column = integers, Length = 5, NullCount = 2, Validity = Validity(), Values = Of(1, dirty, 3, dirty, 5) },
            new() { Column = text, Length = 5, NullCount = 2, Validity = Validity(), Offsets = Of(3, 5, 9, 11, 14, 16), Values = Block([Secret, Secret, Secret, (byte)'a', (byte)'a', Secret, Secret, Secret, Secret, (byte)'b', (byte)'b', Secret, Secret, Secret, (byte)'c', (byte)'c']) },
            new() { Column = bits, Length = 5, NullCount = 2, Validity = Validity(), Values = Block([0xFF]) },
            new()
            {
                Column = instants, Length = 5, NullCount = 2, Validity = Validity(),
                Children = [part(LogicalType.TimestampUtc(TimeUnit.Second), Of(10L, dirtyLong, 30, dirtyLong, 50)), part(LogicalType.Int16, Of<short>(60, dirty & 0x7FFF, 60, 0x7FFF, 60))],
            },
        ]);
    }
}
