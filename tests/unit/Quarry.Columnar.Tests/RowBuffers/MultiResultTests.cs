using System.Buffers;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

public sealed class MultiResultTests
{
    private static readonly CountingMemory s_source = new();

    [Fact]
    public void Results_counts_and_outputs_come_back()
    {
        using MultiResult result = Sample();
        byte[] bytes = Write(result);
        bytes[..12].Should().Equal(0x4D, 0x55, 0x4C, 0x54, 2, 0, 0, 0, 3, 0, 0, 0);
        var memory = new CountingMemory();
        using (MultiResult read = MultiResult.Read(bytes, memory, new()))
        {
            read.Items.Select(item => item.Rows?.Rows ?? item.Count).Should().Equal(3, -1, 0);
            read.Items[0].Rows![0].Values<int>().SequenceEqual(result.Items[0].Rows![0].Values<int>()).Should().BeTrue();
            read.Outputs.Select(output => (output.Type.ToString(), output.Value)).Should().BeEquivalentTo(new (string, object?)[]
            {
                ("utf8", null), ("utf8", "ä"), ("int32", -5), ("int64", long.MinValue), ("utf8(numeric)", "1.50"), ("binary", new byte[] { 1, 2 }),
            });
        }

        memory.Rented.Should().Be(0);
    }

    [Fact]
    public void The_first_version_and_a_single_message_with_a_footer_are_read()
    {
        using MultiResult result = Sample();
        byte[] bytes = Write(result);
        using MultiResult first = MultiResult.Read(bytes.AsSpan(8), s_source, new());
        first.Items.Count.Should().Be(3);
        byte[] message = V1Tests.Write([result.Items[0].Rows!], new());
        int footer = bytes.AsSpan().IndexOf("OUT1"u8);
        using MultiResult single = MultiResult.Read([.. message, .. bytes[footer..]], s_source, new());
        (single.Items.Count, single.Outputs.Count).Should().Be((1, 6));
        using MultiResult bare = MultiResult.Read(message, s_source, new());
        bare.Outputs.Should().BeEmpty();
    }

    [Fact]
    public void Every_cut_and_flip_is_the_typed_error_or_a_result()
    {
        using MultiResult result = Sample();
        byte[] bytes = Write(result);
        int footer = bytes.AsSpan().IndexOf("OUT1"u8);
        for (int length = 0; length < bytes.Length; length++)
        {
            if (length != footer)
            {
                FluentActions.Invoking(() => MultiResult.Read(bytes.AsSpan(0, length), s_source, new())).Should().Throw<RowBufferFormatException>("cut at {0}", length);
            }
        }

        Parallel.For(0, bytes.Length * 8, bit =>
        {
            byte[] flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var memory = new CountingMemory();
            try
            {
                MultiResult.Read(flipped, memory, new()).Dispose();
            }
            catch (RowBufferFormatException)
            {
                // One of the two outcomes.
            }

            memory.Rented.Should().Be(0);
        });
    }

    [Theory]
    [InlineData("4D554C540300000000000000", 2012)]
    [InlineData("4D554C540200000001400000", 2016)] // 16 385 results
    [InlineData("4D554C540200000001000000", 2010)]
    [InlineData("4D554C54020000000100000007" + "00000000", 2013)] // tag 7
    [InlineData("4D554C54020000000100000001" + "0400000000000000", 2014)] // a count of 4 bytes
    [InlineData("4D554C540200000000000000" + "5243310000000000", 2013)] // cursors
    [InlineData("4D554C540200000000000000" + "00000000", 2014)]
    [InlineData("4D554C540200000000000000" + "4F55543101000000" + "0600000000", 2013)]
    [InlineData("4D554C540200000000000000" + "4F55543101000000" + "0201000000" + "00", 2014)]
    [InlineData("4D554C540200000000000000" + "4F55543101000000" + "0101000000" + "FF", 2017)]
    [InlineData("4D554C540200000000000000" + "4F5554310110" + "0000", 2016)] // 4 097 values
    public void What_is_out_of_range_is_refused(string hex, int code)
        => FluentActions.Invoking(() => MultiResult.Read(Convert.FromHexString(hex), s_source, new())).Should().Throw<RowBufferFormatException>().Which.Code.Should().Be(code);

    [Fact]
    public void What_does_not_fit_is_refused_by_the_writer()
    {
        using MultiResult rows = Sample();
        FluentActions.Invoking(() => rows.Write(new ArrayBufferWriter<byte>(), new() { Rows = 2 })).Should().Throw<QuarryException>().Which.Code.Should().Be(2021);
        using var type = new MultiResult([], [new(LogicalType.Uuid, Guid.Empty)]);
        FluentActions.Invoking(() => type.Write(new ArrayBufferWriter<byte>(), new())).Should().Throw<QuarryException>().Which.Code.Should().Be(2020);
    }

    private static MultiResult Sample() => new(
        [
            new(Samples.Batch(new([new() { Name = "n", Type = LogicalType.Int32 }]), 3, Samples.Shape.Rising, 0, 1, s_source)), new(-1),
            new(Samples.Batch(Samples.Of(LogicalType.Utf8), 0, Samples.Shape.Rising, 0, 1, s_source)),
        ],
        [
            new(LogicalType.Utf8, null), new(LogicalType.Utf8, "ä"), new(LogicalType.Int32, -5), new(LogicalType.Int64, long.MinValue),
            new(LogicalType.Decimal128(5, 2), new Decimal128(150, 2)), new(LogicalType.Binary, new byte[] { 1, 2 }),
        ]);

    private static byte[] Write(MultiResult result)
    {
        var bytes = new ArrayBufferWriter<byte>();
        result.Write(bytes, new());
        return bytes.WrittenSpan.ToArray();
    }
}
