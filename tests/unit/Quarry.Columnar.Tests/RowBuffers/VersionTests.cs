using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>What a stream says it needs, and what it then holds.</summary>
public sealed class VersionTests
{
    private static readonly CountingMemory s_source = new();
    private static readonly RowBufferVersion s_first = new(2, 0), s_second = new(2, 1);

    [Fact]
    public void Floats_that_move_slowly_are_split_and_at_least_a_tenth_smaller_than_for_readers_of_2_0()
    {
        using ColumnBatch batch = Samples.Batch(Golden.Floats, 20_000, Samples.Shape.Walk, 0.05, 1, s_source);
        foreach (RowBufferCodec codec in (RowBufferCodec[])[RowBufferCodec.Auto, RowBufferCodec.Lz4, RowBufferCodec.Zstd])
        {
            byte[] newest = RowBuffer.Write(batch, new() { Codec = codec }), older = RowBuffer.Write(batch, new() { Codec = codec, ReaderVersion = s_first });
            Versions(newest).Should().Be((s_second, true));
            Versions(older).Should().Be((s_first, false));
            ((double)newest.Length / older.Length).Should().BeLessThan(0.9, "codec {0}", codec);
            RowBuffer.Check(newest, s_source, new() { Validation = RowBufferValidation.Full }, batch);
            RowBuffer.Check(older, s_source, new() { Validation = RowBufferValidation.Full }, batch);
        }
    }

    [Fact]
    public void Floats_that_a_codec_makes_smaller_as_they_are_stay_whole()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Float64), 20_000, Samples.Shape.Rising, 0, 1, s_source);
        Versions(RowBuffer.Write(batch, new() { Codec = RowBufferCodec.Zstd })).Should().Be((s_second, false));
    }

    [Fact]
    public void A_stream_states_the_lowest_version_that_has_all_it_may_use()
    {
        using ColumnBatch floats = Samples.Batch(Golden.Floats, 300, Samples.Shape.Walk, 0, 1, s_source);
        using ColumnBatch list = Samples.Batch(Samples.Of(LogicalType.List(LogicalType.Float64)), 300, Samples.Shape.Walk, 0, 1, s_source);
        using ColumnBatch others = Samples.Batch(Samples.Of(LogicalType.Decimal128(20, 2)), 300, Samples.Shape.Walk, 0, 1, s_source);
        Stated(floats, new()).Should().Be(s_second);
        Stated(list, new()).Should().Be(s_second);
        Stated(others, new()).Should().Be(s_first);
        Stated(floats, new() { Codec = RowBufferCodec.None }).Should().Be(s_first, "without a codec nothing is split");
        Stated(floats, new() { Encoding = RowBufferEncoding.Plain }).Should().Be(s_first);
        Stated(floats, new() { ReaderVersion = s_first, Force = BufferEncoding.ByteStreamSplit }).Should().Be(s_first);
    }

    [Fact]
    public void Byte_streams_in_a_stream_that_says_2_0_or_of_what_is_no_float_are_refused()
    {
        RowBufferWriterOptions split = new() { Codec = RowBufferCodec.None, Force = BufferEncoding.ByteStreamSplit };
        using ColumnBatch floats = Samples.Batch(Samples.Of(LogicalType.Float64), 20, Samples.Shape.Walk, 0, 1, s_source);
        using ColumnBatch integers = Samples.Batch(Samples.Of(LogicalType.Int64), 20, Samples.Shape.Walk, 0, 1, s_source);
        using ColumnBatch none = Samples.Batch(Samples.Of(LogicalType.Float64), 0, Samples.Shape.Walk, 0, 1, s_source);
        var lies = new Forgery(RowBuffer.Write(floats, split));
        Code(lies.Bytes()).Should().Be(0);
        lies.Prelude[6] = 0;
        Code(lies.Bytes()).Should().Be(2014);
        foreach (ColumnBatch batch in (ColumnBatch[])[integers, none])
        {
            var forged = new Forgery(RowBuffer.Write(batch, new() { Codec = RowBufferCodec.None, Encoding = RowBufferEncoding.Plain }));
            forged.Prelude[6] = 1;
            forged.BatchHead[Forgery.Entry(0) + 1] = (byte)BufferEncoding.ByteStreamSplit;
            Code(forged.Bytes()).Should().Be(2014);
        }

        foreach (int at in (int[])[4, 48, 56])
        {
            var parameters = new Forgery(RowBuffer.Write(floats, split));
            parameters.BatchHead[Forgery.Entry(0) + at] = 1;
            Code(parameters.Bytes()).Should().Be(2014, "byte {0} of the entry", at);
        }
    }

    [Fact]
    public void A_column_that_changes_its_nature_is_looked_at_again()
    {
        // The first batch is worth splitting, the others are not compressible at all: those are stored as they lie in memory.
        using ColumnBatch walk = Samples.Batch(Samples.Of(LogicalType.Float64), 2000, Samples.Shape.Walk, 0.1, 1, s_source);
        using ColumnBatch noise = Samples.Batch(Samples.Of(LogicalType.Float64), 2000, Samples.Shape.Random, 0, 2, s_source);
        byte[] bytes = RowBuffer.Write([walk, noise, walk], new() { Codec = RowBufferCodec.Zstd });
        using RowBufferReader reader = RowBufferReader.Open(bytes, s_source, new());
        string[] encodings = [.. Enumerable.Range(0, 3).Select(_ => reader.Inspect()!.Columns[0].Buffers[^1].Encoding)];
        encodings.Should().Equal("ByteStreamSplit", "Plain", "ByteStreamSplit");
        List<ColumnBatch> read = RowBuffer.ReadAll(bytes, s_source, new() { Validation = RowBufferValidation.Full });
        foreach ((ColumnBatch actual, ColumnBatch expected) in read.Zip([walk, noise, walk]))
        {
            BatchAssert.Equal(actual, expected);
            actual.Dispose();
        }
    }

    private static RowBufferVersion Stated(ColumnBatch batch, RowBufferWriterOptions options) => Versions(RowBuffer.Write(batch, options)).Stated;

    private static (RowBufferVersion Stated, bool Splits) Versions(byte[] bytes)
    {
        using RowBufferReader reader = RowBufferReader.Open(bytes, s_source, new());
        bool splits = reader.Inspect()!.Columns.SelectMany(column => column.Buffers).Any(buffer => buffer.Encoding == nameof(BufferEncoding.ByteStreamSplit));
        return (reader.Version, splits);
    }

    private static int Code(byte[] bytes)
    {
        try
        {
            RowBuffer.ReadAll(bytes, s_source, new() { Validation = RowBufferValidation.Full }).ForEach(batch => batch.Dispose());
            return 0;
        }
        catch (RowBufferFormatException error)
        {
            return error.Code;
        }
    }
}
