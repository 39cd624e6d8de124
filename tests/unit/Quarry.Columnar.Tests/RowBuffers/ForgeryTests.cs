using System.Buffers.Binary;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Input whose checksums are right and whose content is not: items 2 to 12 of the list of bad inputs.</summary>
public sealed class ForgeryTests
{
    private static readonly RowBufferWriterOptions s_plain = new() { Codec = RowBufferCodec.None, Encoding = RowBufferEncoding.Plain };

    [Theory]
    [InlineData(0, 2012)]
    [InlineData(3, 2012)]
    [InlineData(255, 2012)]
    public void Another_major_version_is_refused(byte major, int code)
    {
        Forgery forgery = Of(LogicalType.Int32);
        forgery.Prelude[4] = major;
        Code(forgery.Bytes()).Should().Be(code);
    }

    [Fact]
    public void Another_minor_version_magic_or_required_flag_is_refused_and_an_optional_flag_is_not()
    {
        Forgery minor = Of(LogicalType.Int32), magic = Of(LogicalType.Int32), required = Of(LogicalType.Int32), optional = Of(LogicalType.Int32), reserved = Of(LogicalType.Int32);
        (minor.Prelude[6], magic.Prelude[3], required.Prelude[8], optional.Prelude[12], reserved.Prelude[20]) = (2, (byte)'3', 4, 4, 1);
        Code(minor.Bytes()).Should().Be(2012);
        Code(magic.Bytes()).Should().Be(2011);
        Code(required.Bytes()).Should().Be(2013);
        Code(optional.Bytes()).Should().Be(0);
        Code(reserved.Bytes()).Should().Be(2014);
    }

    [Theory]
    [InlineData(4, 6, 2013)] // kind
    [InlineData(5, 1, 2013)] // flags
    [InlineData(6, 1, 2014)] // reserved
    [InlineData(8, 2, 2014)] // sequence
    [InlineData(19, 2, 2016)] // head of 32 MiB
    [InlineData(23, 0xFF, 2016)]
    [InlineData(35, 0x80, 2016)] // rows
    [InlineData(39, 0x80, 2014)]
    [InlineData(32, 0, 2014)]
    [InlineData(48, 1, 2014)] // reserved
    public void A_frame_header_out_of_range_is_refused(int at, byte value, int code)
    {
        Forgery forgery = Of(LogicalType.Int32);
        forgery.BatchHeader[at] = value;
        Code(forgery.Bytes()).Should().Be(code);
    }

    [Theory]
    [InlineData(0, 2, 2014)] // two columns, one described
    [InlineData(0, 0, 2014)] // none, and one described
    [InlineData(2, 1, 2014)] // 65 537 columns
    [InlineData(4, 2, 2013)] // column flags
    [InlineData(17, 0xFF, 2010)] // the name's length
    [InlineData(21, 0xFF, 2017)] // the name
    public void A_schema_out_of_range_is_refused(int at, byte value, int code)
    {
        Forgery forgery = Of(LogicalType.Int32);
        forgery.SchemaHead[at] = value;
        Code(forgery.Bytes()).Should().Be(code);
    }

    [Theory]
    [InlineData(0, 0, 2013)] // kind
    [InlineData(0, 26, 2013)]
    [InlineData(1, 39, 2014)] // precision
    [InlineData(1, 0, 2014)]
    [InlineData(2, 255 - 38, 2014)] // scale −39
    [InlineData(2, 255, 0)] // scale −1
    [InlineData(2, 127, 2014)]
    [InlineData(3, 4, 2014)] // unit
    [InlineData(4, 1, 2014)] // flags
    [InlineData(5, 1, 2014)] // reserved
    [InlineData(8, 17, 2014)] // width
    public void A_type_out_of_range_is_refused(int at, byte value, int code)
    {
        Forgery forgery = Of(LogicalType.Decimal128(38, 10));
        forgery.SchemaHead[5 + at] = value;
        Code(forgery.Bytes()).Should().Be(code);
    }

    [Theory]
    [InlineData(16, 2014)] // length
    [InlineData(24, 2014)] // nulls
    [InlineData(32, 2014)] // data
    [InlineData(40, 2013)] // form
    [InlineData(41, 2014)] // buffers
    [InlineData(42, 2014)] // reserved
    [InlineData(44, 2014)] // entries
    [InlineData(0, 2014)] // columns
    [InlineData(4, 2014)] // nodes
    [InlineData(8, 2014)] // reserved
    [InlineData(48 + 0, 2014)] // role
    [InlineData(48 + 1, 2013)] // encoding
    [InlineData(48 + 2, 2013)] // codec
    [InlineData(48 + 3, 2013)] // flags
    [InlineData(48 + 4, 2014)] // bits
    [InlineData(48 + 5, 2014)] // reserved
    [InlineData(48 + 8, 2014)] // offset
    [InlineData(48 + 16, 2014)] // stored
    [InlineData(48 + 24, 2014)] // encoded
    [InlineData(48 + 32, 2014)] // raw
    [InlineData(48 + 39, 2016)] // raw above 2 GiB
    [InlineData(48 + 40, 2015)] // checksum
    [InlineData(48 + 48, 2014)] // base
    [InlineData(48 + 56, 2014)] // extra
    public void A_directory_out_of_range_is_refused(int at, int code)
    {
        Forgery forgery = Of(LogicalType.Int32);
        forgery.BatchHead[at] ^= 0x4E;
        Code(forgery.Bytes()).Should().Be(code);
    }

    [Fact]
    public void Offsets_that_fall_pass_the_end_or_do_not_start_at_0_are_refused()
    {
        foreach ((int index, int value) in ((int, int)[])[(0, 1), (1, -1), (1, int.MaxValue), (1, int.MinValue), (20, 3), (20, -3), (20, 70000)])
        {
            foreach (LogicalType type in (LogicalType[])[LogicalType.Utf8, LogicalType.List(LogicalType.Int32)])
            {
                Forgery forgery = Of(type);
                BinaryPrimitives.WriteInt32LittleEndian(forgery.BatchBody.AsSpan(index * 4), value);
                Code(forgery.Bytes(1)).Should().Be(2014, "{0} {1} {2}", type, index, value);
            }
        }
    }

    [Fact]
    public void Bits_beyond_the_rows_and_wrong_counts_of_nulls_are_refused()
    {
        Forgery values = Of(LogicalType.Boolean);
        values.BatchBody[2] |= 0x10;
        Code(values.Bytes(1)).Should().Be(2014);
        Forgery tail = Of(LogicalType.Int32, nulls: 0.5);
        tail.BatchBody[2] |= 0x10;
        Code(tail.Bytes(1)).Should().Be(2014);
        Forgery count = Of(LogicalType.Int32, nulls: 0.5);
        count.BatchBody[0] ^= 1;
        Code(count.Bytes(1)).Should().Be(2014);
        Forgery padding = Of(LogicalType.Boolean);
        padding.BatchBody[10] = 1;
        Code(padding.Bytes(1)).Should().Be(2014);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused_also_if_only_a_value_begins_within_a_character()
    {
        Forgery whole = Of(LogicalType.Utf8);
        whole.BatchBody[128] = 0xFF;
        Code(whole.Bytes(2)).Should().Be(2017);

        // Half of a surrogate pair, which UTF-16 can hold and UTF-8 cannot.
        Forgery surrogate = OfText([.. "abc"u8]);
        new byte[] { 0xED, 0xA0, 0x80 }.CopyTo(surrogate.BatchBody.AsSpan(64));
        Code(surrogate.Bytes(2)).Should().Be(2017);

        // "ä" cut in two values is UTF-8 as a whole.
        Forgery cut = OfText([.. "ä"u8], [.. "x"u8]);
        BinaryPrimitives.WriteInt32LittleEndian(cut.BatchBody.AsSpan(4), 1);
        Code(cut.Bytes(2)).Should().Be(2017);

        Forgery binary = Of(LogicalType.Binary);
        binary.BatchBody[128] = 0xFF;
        Code(binary.Bytes(2)).Should().Be(0);
    }

    [Fact]
    public void Offsets_in_minutes_beyond_a_day_are_refused()
    {
        Forgery forgery = Of(LogicalType.TimestampOffset(TimeUnit.Second));
        BinaryPrimitives.WriteInt16LittleEndian(forgery.BatchBody.AsSpan(192), 1440);
        int entry = 16 + 32 + 32 + 64 + 32;
        ulong checksum = System.IO.Hashing.XxHash3.HashToUInt64(forgery.BatchBody.AsSpan(192, 40));
        BinaryPrimitives.WriteUInt64LittleEndian(forgery.BatchHead.AsSpan(entry + 40), checksum);
        Code(forgery.Bytes()).Should().Be(2014);
    }

    [Fact]
    public void A_bomb_is_refused_before_memory_is_rented()
    {
        // A constant of 2³¹ − 1 rows, and 64 MiB of zeros in a few hundred bytes of zstd.
        Forgery constant = Of(LogicalType.Int64);
        BinaryPrimitives.WriteInt64LittleEndian(constant.BatchHeader.AsSpan(32), 200_000_000);
        BinaryPrimitives.WriteInt64LittleEndian(constant.BatchHead.AsSpan(16), 200_000_000);
        constant.SetEntry(0, 32, 1_600_000_000);
        constant.BatchHead[Forgery.Entry(0) + 1] = 1;
        constant.Store(0, new byte[8], 8, 0);
        Check(constant.Bytes(1), 2016);

        Forgery zeros = Of(LogicalType.Utf8);
        byte[] bomb = Compress(new byte[64 << 20]);
        BinaryPrimitives.WriteInt64LittleEndian(zeros.BatchHead.AsSpan(32), 64 << 20);
        zeros.SetEntry(1, 32, 64 << 20);
        zeros.Store(1, bomb, 64 << 20, 2);
        Check(zeros.Bytes(2), 2016);

        static void Check(byte[] bytes, int code)
        {
            var memory = new CountingMemory();
            FluentActions.Invoking(() => RowBuffer.ReadAll(bytes, memory, new() { MaxBatchBytes = 32 << 20 })).Should().Throw<RowBufferFormatException>().Which.Code.Should().Be(code);
            memory.PeakBytes.Should().Be(0);
        }
    }

    [Fact]
    public void Compressed_bytes_that_are_not_exactly_what_is_stated_are_refused()
    {
        byte[] raw = new byte[80];
        byte[] zstd = Compress(raw), lz4 = new byte[100];
        lz4 = lz4[..K4os.Compression.LZ4.LZ4Codec.Encode(raw, lz4)];
        (byte[] Stored, int Encoded, byte Codec, int Code)[] cases =
        [
            (zstd, 80, 2, 0), (lz4, 80, 1, 0),
            (Compress(new byte[79]), 80, 2, 2014), (Compress(new byte[81]), 80, 2, 2014), // smaller and larger than stated
            ([.. zstd, 0], 80, 2, 2014), ([.. zstd, .. zstd], 80, 2, 2014), // garbage, and a second frame
            (zstd[..^1], 80, 2, 2014), ([], 80, 2, 2014), (zstd[..5], 80, 2, 2014), ([0x50, 0x2A, 0x4D, 0x18, 0, 0, 0, 0], 80, 2, 2014),
            ([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x88, 0x01, 0, 0], 80, 2, 2014), // a window of 128 MiB
            (lz4[..^1], 80, 1, 2014), ([.. lz4, 0], 80, 1, 2014), ([0x10, 0x41, 0x00, 0x00], 80, 1, 2014), ([0x10, 0x41, 0xFF, 0x00], 80, 1, 2014), // offset 0, offset before the start
        ];
        foreach ((byte[] stored, int encoded, byte codec, int code) in cases)
        {
            Forgery forgery = Of(LogicalType.Int32);
            forgery.Store(0, stored, encoded, codec);
            Code(forgery.Bytes(1)).Should().Be(code, "codec {0}, {1}", codec, Convert.ToHexString(stored));
        }
    }

    [Fact]
    public void Runs_indices_and_dictionaries_that_do_not_fit_are_refused()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Utf8), 60, Samples.Shape.FewValues, 0, 1, new CountingMemory());
        RowBufferWriterOptions options = new() { Codec = RowBufferCodec.None, Force = Wire.BufferEncoding.Dictionary };
        var sound = new Forgery(RowBuffer.Write(batch, options));
        Code(sound.Bytes(3)).Should().Be(0);
        var index = new Forgery(RowBuffer.Write(batch, options));
        index.BatchBody[7] = 9;
        Code(index.Bytes(3)).Should().Be(2014);
        var length = new Forgery(RowBuffer.Write(batch, options));
        BinaryPrimitives.WriteInt64LittleEndian(length.BatchHead.AsSpan(32), BinaryPrimitives.ReadInt64LittleEndian(length.BatchHead.AsSpan(32)) - 1);
        Code(length.Bytes(3)).Should().Be(2014);
        BinaryPrimitives.WriteInt64LittleEndian(length.BatchHead.AsSpan(32), BinaryPrimitives.ReadInt64LittleEndian(length.BatchHead.AsSpan(32)) + 2);
        Code(length.Bytes(3)).Should().Be(2014);

        Forgery runs = Of(LogicalType.Int32);
        runs.BatchHead[Forgery.Entry(0) + 1] = 3;
        runs.SetEntry(0, 56, 2);
        runs.Store(0, [.. new byte[8], 10, 0, 0, 0, 11, 0, 0, 0], 16, 0);
        Code(runs.Bytes(1)).Should().Be(2014);
        runs.BatchBody[12] = 10;
        Code(runs.Bytes(1)).Should().Be(0);
    }

    [Theory]
    [InlineData(false, 300_000_000)] // values of 2.4 GB
    [InlineData(false, 268_435_448)] // just above the limit
    [InlineData(true, 536_870_900)] // offsets of 2 GiB
    public void A_dictionary_whose_values_pass_2_GiB_is_refused_whatever_the_limit(bool text, int rows)
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(text ? LogicalType.Utf8 : LogicalType.Int64), 60, Samples.Shape.FewValues, 0, 1, new CountingMemory());
        var forgery = new Forgery(RowBuffer.Write(batch, new() { Codec = RowBufferCodec.None, Force = Wire.BufferEncoding.Dictionary }));
        BinaryPrimitives.WriteInt64LittleEndian(forgery.BatchHeader.AsSpan(32), rows);
        BinaryPrimitives.WriteInt64LittleEndian(forgery.BatchHead.AsSpan(16), rows);
        forgery.BatchHead[Forgery.Entry(0) + 1] = 1;
        forgery.SetEntry(0, 32, rows * 4L);
        forgery.Store(0, new byte[4], 4, 0);
        BinaryPrimitives.WriteInt64LittleEndian(forgery.EndHead.AsSpan(8), rows);
        var memory = new CountingMemory();
        FluentActions.Invoking(() => RowBuffer.ReadAll(forgery.Bytes(text ? 3 : 2), memory, new() { MaxBatchBytes = long.MaxValue, Validation = RowBufferValidation.Full }))
            .Should().Throw<RowBufferFormatException>().Which.Code.Should().Be(2016);
        memory.PeakBytes.Should().Be(0);
    }

    [Fact]
    public void Totals_that_differ_are_refused()
    {
        for (int at = 0; at < 16; at += 8)
        {
            Forgery forgery = Of(LogicalType.Int32);
            forgery.EndHead[at]++;
            Code(forgery.Bytes()).Should().Be(2014);
        }
    }

    [Fact]
    public void What_is_wrong_in_a_column_that_nobody_reads_harms_nobody()
    {
        using ColumnBatch batch = Samples.Batch(Samples.AllTypes, 30, Samples.Shape.Random, 0, 1, new CountingMemory());
        byte[] bytes = RowBuffer.Write(batch, s_plain);
        bytes[^192] ^= 1;
        using RowBufferReader reader = RowBufferReader.Open(bytes, new CountingMemory(), new());
        using ColumnBatch read = reader.Read()!;
        read[3].Values<int>().SequenceEqual(batch[3].Values<int>()).Should().BeTrue();
        ColumnVector last = read.Columns[^1].Children[0];
        for (int i = 0; i < 2; i++)
        {
            FluentActions.Invoking(() => last.Data.ToArray()).Should().Throw<RowBufferFormatException>("a second look finds what the first found").Which.Code.Should().Be(2015);
        }
    }

    private static Forgery Of(LogicalType type, double nulls = 0)
    {
        // 20 rows; text of 20 values takes the first 128 bytes for its offsets.
        using ColumnBatch batch = Samples.Batch(Samples.Of(type), 20, Samples.Shape.Rising, nulls, 4, new CountingMemory());
        return new(RowBuffer.Write(batch, s_plain));
    }

    private static Forgery OfText(params ReadOnlySpan<byte[]> values)
    {
        using var builder = new BatchBuilder(Samples.Of(LogicalType.Utf8), new CountingMemory(), BatchLimits.Default);
        foreach (byte[] value in values)
        {
            ((VariableColumnBuilder)builder.Columns[0]).Append(value);
            builder.EndRow();
        }

        using ColumnBatch batch = builder.Build();
        return new(RowBuffer.Write(batch, s_plain));
    }

    private static byte[] Compress(byte[] raw)
    {
        using var compressor = new ZstdSharp.Compressor(1);
        return compressor.Wrap(raw).ToArray();
    }

    private static int Code(byte[] bytes)
    {
        var memory = new CountingMemory();
        try
        {
            RowBuffer.ReadAll(bytes, memory, new() { Validation = RowBufferValidation.Full }).ForEach(batch => batch.Dispose());
            return 0;
        }
        catch (RowBufferFormatException error)
        {
            return error.Code;
        }
        finally
        {
            memory.Rented.Should().Be(0);
        }
    }
}
