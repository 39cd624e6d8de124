using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

public sealed class V1Tests
{
    private static readonly CountingMemory s_source = new();
    private static readonly LogicalType[] s_types = [.. Samples.Types.Where(type => type.Kind != TypeKind.List)];
    private static readonly Schema s_schema = new([.. s_types.Select((type, i) => new ColumnSchema { Name = $"ä{i}", Type = type })]);

    [Fact]
    public void The_example_of_the_document_is_written_and_read()
    {
        byte[] expected = Convert.FromHexString("4342444F0100010002000000100000000200020069640004000000" + "0500000001");
        var schema = new Schema([new() { Name = "id", Type = LogicalType.Int32 }]);
        using var builder = new BatchBuilder(schema, s_source, BatchLimits.Default);
        ((FixedColumnBuilder<int>)builder.Columns[0]).Append(5);
        builder.EndRow();
        builder.Columns[0].AppendNull();
        builder.EndRow();
        using ColumnBatch batch = builder.Build();
        Write([batch], new()).Should().Equal(expected);
        using ColumnBatch read = Read(expected, new()).Single();
        BatchAssert.Equal(read, batch);
        read[0].Column.Name.Should().Be("id");
    }

    [Theory]
    [InlineData(nameof(Samples.Shape.Random))]
    [InlineData(nameof(Samples.Shape.Extremes))]
    [InlineData(nameof(Samples.Shape.AllNull))]
    public void Every_type_arrives_as_its_exact_text(string shape)
    {
        // A wall clock or date beyond the years that have a text form is beyond v1 as well, so the samples of times are moderate.
        using ColumnBatch batch = Samples.Batch(s_schema, 200, Enum.Parse<Samples.Shape>(shape), 0.2, 3, s_source);
        using ColumnBatch read = Read(Write([batch], new()), new()).Single();
        read.Rows.Should().Be(200);
        for (int i = 0; i < s_types.Length; i++)
        {
            read.Columns[i].Column.Name.Should().Be($"ä{i}");
            for (int row = 0; row < 200; row++)
            {
                read.Columns[i].IsNull(row).Should().Be(batch.Columns[i].IsNull(row));
                if (!read.Columns[i].IsNull(row))
                {
                    Text(read.Columns[i], row).Should().Be(Text(batch.Columns[i], row), s_types[i].ToString());
                }
            }
        }
    }

    [Fact]
    public void A_batch_beyond_the_limits_becomes_several_messages()
    {
        var schema = new Schema([new() { Name = "a", Type = LogicalType.Int32 }, new() { Name = "b", Type = LogicalType.Utf8 }]);
        using ColumnBatch batch = Samples.Batch(schema, 1000, Samples.Shape.Rising, 0, 1, s_source);
        foreach (RowBufferV1Limits limits in (RowBufferV1Limits[])[new() { Rows = 99 }, new() { Cells = 151 }, new() { Bytes = 1500 }])
        {
            List<ColumnBatch> messages = Read(Write([batch], limits), limits);
            messages.Count.Should().BeGreaterThan(9);
            messages.Sum(message => message.Rows).Should().Be(1000);
            messages.SelectMany(message => message[0].Values<int>().ToArray()).Should().Equal(batch[0].Values<int>().ToArray());
            messages.ForEach(message => message.Dispose());
        }
    }

    [Fact]
    public void What_no_message_can_hold_is_an_error_that_names_it()
    {
        using ColumnBatch list = Samples.Batch(Samples.Of(LogicalType.List(LogicalType.Int32)), 1, Samples.Shape.Random, 0, 1, s_source);
        FluentActions.Invoking(() => Write([list], new())).Should().Throw<QuarryException>().WithMessage("*\"c\"*list*").Which.Code.Should().Be(2020);
        using ColumnBatch text = Samples.Batch(Samples.Of(LogicalType.FixedBinary(100)), 1, Samples.Shape.Random, 0, 1, s_source);
        FluentActions.Invoking(() => Write([text], new() { Bytes = 50 })).Should().Throw<QuarryException>().Which.Code.Should().Be(2021);
        FluentActions.Invoking(() => Write([text], new() { CellBytes = 99 })).Should().Throw<QuarryException>().WithMessage("*\"c\"*").Which.Code.Should().Be(2021);
        FluentActions.Invoking(() => new RowBufferV1Writer(new MemoryStream(), s_schema, new() { Columns = 3 })).Should().Throw<QuarryException>().Which.Code.Should().Be(2021);
        using var writer = new RowBufferV1Writer(new MemoryStream(), s_schema, new());
        writer.Invoking(w => w.Write(text)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void An_empty_batch_and_one_without_columns_keep_their_shape()
    {
        using ColumnBatch empty = Samples.Batch(Samples.Of(LogicalType.Int32), 0, Samples.Shape.Random, 0, 1, s_source);
        using var bare = new ColumnBatch(new([]), 7, []);
        using ColumnBatch readEmpty = Read(Write([empty], new()), new()).Single();
        (readEmpty.Rows, readEmpty.Columns.Count).Should().Be((0, 1));
        using ColumnBatch readBare = Read(Write([bare], new()), new()).Single();
        (readBare.Rows, readBare.Columns.Count).Should().Be((7, 0));
    }

    [Fact]
    public void The_originals_v2_is_read()
    {
        byte[] raw = Convert.FromHexString("4342444F020000000100020000000011000000" + "02000200696400060000000005000000" + "01");
        using (ColumnBatch read = Read(raw, new()).Single())
        {
            read[0].Values<int>()[0].Should().Be(5);
            read[0].IsNull(1).Should().BeTrue();
        }

        // 30 rows 0 to 29, once as zstd without a content size, once as an LZ4 frame of two linked blocks, as its clients write them.
        byte[] cells = ThirtyIntegers();
        foreach (byte[] message in (byte[][])[Columnar(1, Zstd(cells)), Columnar(2, Lz4Frames.Write(cells, linked: true, checksums: true)), Columnar(2, Lz4Frames.Write(cells, linked: false, checksums: false))])
        {
            using ColumnBatch read = Read(message, new()).Single();
            read[0].Values<int>().ToArray().Should().Equal(Enumerable.Range(0, 30));
            foreach (byte[] cut in Enumerable.Range(1, message.Length - 1).Select(length => message[..length]))
            {
                FluentActions.Invoking(() => Read(cut, new())).Should().Throw<RowBufferFormatException>();
            }

            Flip(message);
        }
    }

    [Fact]
    public void A_message_that_is_cut_or_flipped_is_the_typed_error_or_a_message()
    {
        using ColumnBatch batch = Samples.Batch(s_schema, 4, Samples.Shape.Random, 0.2, 3, s_source);
        byte[] bytes = Write([batch], new());
        for (int length = 1; length < bytes.Length; length++)
        {
            FluentActions.Invoking(() => Read(bytes[..length], new())).Should().Throw<RowBufferFormatException>("cut at {0}", length);
        }

        Flip(bytes);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("4342444E0100010000000000000000", 2011)]
    [InlineData("4342444F0000010000000000000000", 2012)]
    [InlineData("4342444F0300010000000000000000", 2012)]
    [InlineData("4342444FFF00010000000000000000", 2012)]
    [InlineData("4342444F0100FFFFFFFFFF7F00000000", 2016)] // 65 535 columns of 2³¹ − 1 rows
    [InlineData("4342444F01000100FFFFFFFF00000000", 2016)]
    [InlineData("4342444F0100010000000000FFFFFFFF", 2016)]
    [InlineData("4342444F010001004042" + "0F0004000000" + "02000000", 2014)] // a million rows in 4 bytes
    [InlineData("4342444F0100010001000000" + "0A000000" + "02000000" + "00FFFFFFFF01", 2016)] // a cell of 4 GiB
    [InlineData("4342444F0100010001000000" + "09000000" + "02000000" + "0003000000", 2010)]
    [InlineData("4342444F0100010001000000" + "05000000" + "02000000" + "02", 2014)] // NULL flag 2
    [InlineData("4342444F0100010001000000" + "0C000000" + "02000000" + "0003000000313233", 2014)] // an integer as text
    [InlineData("4342444F0100010001000000" + "0A000000" + "01000000" + "0001000000FF", 2017)]
    [InlineData("4342444F0100010001000000" + "0C000000" + "01000000" + "0003000000EDA080", 2017)] // half of a surrogate pair
    [InlineData("4342444F0100010000000000" + "05000000" + "0100000000", 2014)] // garbage within
    [InlineData("4342444F02000100010000000000000000000000", 2013)] // flags of the original's v2
    public void A_message_out_of_range_is_refused(string hex, int code)
    {
        try
        {
            Read(Convert.FromHexString(hex), new()).Should().BeEmpty();
            code.Should().Be(0);
        }
        catch (RowBufferFormatException error)
        {
            error.Code.Should().Be(code, error.Message);
        }
    }

    [Fact]
    public async Task Reading_and_writing_work_asynchronously_in_small_parts()
    {
        using ColumnBatch batch = Samples.Batch(s_schema, 300, Samples.Shape.Random, 0.1, 1, s_source);
        using var stream = new MemoryStream();
        using (var writer = new RowBufferV1Writer(stream, s_schema, new()))
        {
            await writer.WriteAsync(batch, default);
            await writer.WriteAsync(batch, default);
        }

        stream.ToArray().Should().Equal(Write([batch, batch], new()));
        using var reader = new RowBufferV1Reader(new TrickleStream(stream.ToArray()), s_source, new());
        for (int i = 0; i < 2; i++)
        {
            using ColumnBatch? read = await reader.ReadAsync(default);
            read!.Rows.Should().Be(300);
        }

        (await reader.ReadAsync(default)).Should().BeNull();
    }

    public static byte[] Write(IReadOnlyList<ColumnBatch> batches, RowBufferV1Limits limits)
    {
        using var stream = new MemoryStream();
        using var writer = new RowBufferV1Writer(stream, batches[0].Schema, limits);
        foreach (ColumnBatch batch in batches)
        {
            writer.Write(batch);
        }

        return stream.ToArray();
    }

    public static List<ColumnBatch> Read(byte[] bytes, RowBufferV1Limits limits)
    {
        var memory = new CountingMemory();
        List<ColumnBatch> batches = [];
        try
        {
            using var reader = new RowBufferV1Reader(new MemoryStream(bytes), memory, limits);
            while (reader.Read() is { } batch)
            {
                batches.Add(batch);
            }

            return batches;
        }
        catch
        {
            batches.ForEach(batch => batch.Dispose());
            memory.Rented.Should().Be(0);
            throw;
        }
    }

    private static void Flip(byte[] bytes) => Parallel.For(0, bytes.Length * 8, bit =>
    {
        byte[] flipped = (byte[])bytes.Clone();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        try
        {
            Read(flipped, new()).ForEach(batch => batch.Dispose());
        }
        catch (RowBufferFormatException error)
        {
            error.Offset.Should().BeInRange(0, bytes.Length);
        }
    });

    private static string Text(ColumnVector column, int row)
        => column.Type.Kind is TypeKind.Binary or TypeKind.FixedBinary ? Convert.ToHexString(column.GetBytes(row)) : column.GetString(row);

    /// <summary>A message of the original's v2.</summary>
    public static byte[] Columnar(byte algorithm, byte[] data)
    {
        byte[] column = [2, 0, 1, 0, (byte)'n', 1, algorithm, .. BitConverter.GetBytes(data.Length), .. data];
        return [0x43, 0x42, 0x44, 0x4F, 2, 0, 0, 0, 1, 0, 30, 0, 0, 0, 1, .. BitConverter.GetBytes(column.Length), .. column];
    }

    /// <summary>A zstd frame without a content size.</summary>
    public static byte[] Zstd(byte[] raw)
    {
        using var result = new MemoryStream();
        using (var stream = new ZstdSharp.CompressionStream(result, 3))
        {
            stream.Write(raw);
        }

        return result.ToArray();
    }

    /// <summary>30 rows of an Integer column as the original's v2 holds them.</summary>
    public static byte[] ThirtyIntegers() => [.. Enumerable.Range(0, 30).SelectMany(i => (byte[])[0, .. BitConverter.GetBytes(i)])];
}
