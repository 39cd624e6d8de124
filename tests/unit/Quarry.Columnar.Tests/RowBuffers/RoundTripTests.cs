using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

public sealed class RoundTripTests
{
    public static IEnumerable<object[]> TypesAndShapes => Samples.Types.SelectMany(type =>
        Enum.GetNames<Samples.Shape>().Select(shape => new object[] { type.ToString(), shape }));

    [Theory]
    [MemberData(nameof(TypesAndShapes))]
    public void Every_type_and_shape_survives_every_encoding_and_codec(string typeName, string shapeName)
    {
        LogicalType type = Samples.Types.First(type => type.ToString() == typeName);
        var shape = Enum.Parse<Samples.Shape>(shapeName);
        var memory = new CountingMemory();
        BufferEncoding?[] encodings =
        [
            null, BufferEncoding.Plain, BufferEncoding.Constant, BufferEncoding.Dictionary, BufferEncoding.RunLength, BufferEncoding.FrameOfReference, BufferEncoding.Delta,
            BufferEncoding.ByteStreamSplit,
        ];
        foreach ((int rows, double nulls) in ((int, double)[])[(0, 0), (1, 0), (1, 1), (7, 0.3), (8, 0), (1027, 0), (1500, 0.2), (2100, 0.98)])
        {
            using ColumnBatch batch = Samples.Batch(Samples.Of(type), rows, shape, nulls, rows, memory);
            foreach (BufferEncoding? encoding in encodings)
            {
                foreach (RowBufferCodec codec in Enum.GetValues<RowBufferCodec>())
                {
                    byte[] bytes = RowBuffer.Write(batch, new() { Codec = codec, Force = encoding });
                    foreach (RowBufferValidation validation in Enum.GetValues<RowBufferValidation>())
                    {
                        RowBuffer.Check(bytes, memory, new() { Validation = validation }, batch);
                    }
                }
            }
        }

        memory.Rented.Should().Be(0);
    }

    [Fact]
    public void All_types_in_several_batches_survive_with_their_schema()
    {
        var memory = new CountingMemory();
        ColumnBatch[] batches = [.. Enum.GetValues<Samples.Shape>().Select((shape, i) => Samples.Batch(Samples.AllTypes, i * 100, shape, 0.1, i, memory))];
        byte[] bytes = RowBuffer.Write(batches, new());
        using (RowBufferReader reader = RowBufferReader.Open(bytes, memory, new() { Validation = RowBufferValidation.Full }))
        {
            BatchAssert.Equal(reader.StreamSchema, Samples.AllTypes);
            reader.Version.Should().Be(new RowBufferVersion(2, 1));
            foreach (ColumnBatch expected in batches)
            {
                using ColumnBatch actual = reader.Read()!;
                BatchAssert.Equal(actual, expected);
            }

            reader.Read().Should().BeNull();
            reader.Read().Should().BeNull("the end is the end");
        }

        Array.ForEach(batches, batch => batch.Dispose());
        memory.Rented.Should().Be(0);
    }

    [Fact]
    public void A_batch_without_columns_has_rows()
    {
        var schema = new Schema([]);
        using var batch = new ColumnBatch(schema, 12345, []);
        byte[] bytes = RowBuffer.Write(batch, new());
        RowBuffer.Check(bytes, new CountingMemory(), new(), batch);
    }

    [Fact]
    public void A_plain_column_is_a_view_of_the_received_bytes_and_aligned()
    {
        var memory = new CountingMemory();
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Float64), 5000, Samples.Shape.Random, 0, 1, memory);
        byte[] bytes = RowBuffer.Write(batch, new() { Codec = RowBufferCodec.None, Encoding = RowBufferEncoding.Plain });
        using RowBufferReader reader = RowBufferReader.Open(bytes, memory, new());
        int before = memory.Rented;
        using ColumnBatch actual = reader.Read()!;
        BatchAssert.Equal(actual, batch);
        (actual[0].Block(ColumnBuffer.Data)!.Address % 64).Should().Be(0);
        (memory.Rented - before).Should().Be(1, "the received body is the only memory");
    }

    [Fact]
    public void A_batch_outlives_its_reader_and_can_be_retained()
    {
        var memory = new CountingMemory();
        using ColumnBatch batch = Samples.Batch(Samples.AllTypes, 300, Samples.Shape.Random, 0.1, 5, memory);
        byte[] bytes = RowBuffer.Write(batch, new());
        RowBufferReader reader = RowBufferReader.Open(bytes, memory, new());
        ColumnBatch actual = reader.Read()!;
        reader.Dispose();
        using (ColumnBatch kept = actual.Retain())
        {
            actual.Dispose();
            BatchAssert.Equal(kept, batch);
        }

        batch.Dispose();
        memory.Rented.Should().Be(0);
    }

    [Fact]
    public void Encoded_columns_are_much_smaller()
    {
        var memory = new CountingMemory();
        foreach ((LogicalType type, Samples.Shape shape, int atMost) in ((LogicalType, Samples.Shape, int)[])
        [
            (LogicalType.Int64, Samples.Shape.Constant, 1000), (LogicalType.Int64, Samples.Shape.Rising, 8000), (LogicalType.Decimal128(38, 10), Samples.Shape.FewValues, 6000),
            (LogicalType.Utf8, Samples.Shape.FewValues, 6000), (LogicalType.Utf8, Samples.Shape.Constant, 1500), (LogicalType.Float64, Samples.Shape.FewValues, 6000),
            (LogicalType.Uuid, Samples.Shape.Runs, 6000), (LogicalType.TimestampUtc(TimeUnit.Nanosecond), Samples.Shape.Runs, 6000),
        ])
        {
            using ColumnBatch batch = Samples.Batch(Samples.Of(type), 10_000, shape, 0, 3, memory);
            RowBuffer.Write(batch, new() { Codec = RowBufferCodec.None }).Length.Should().BeLessThan(atMost, "{0} {1}", type, shape);
        }
    }
}
