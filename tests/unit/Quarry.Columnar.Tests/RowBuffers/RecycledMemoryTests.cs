using System.Buffers;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>The writers' pooled memory holds what others left in it: nothing of that reaches a file.</summary>
public sealed class RecycledMemoryTests
{
    private static readonly CountingMemory s_source = new();

    [Fact]
    public void What_pooled_arrays_held_before_is_not_written()
    {
        foreach (RowBufferEncoding encoding in Enum.GetValues<RowBufferEncoding>())
        {
            foreach (RowBufferCodec codec in Enum.GetValues<RowBufferCodec>())
            {
                Same(() => Write(encoding, codec));
            }
        }

        Same(WriteV1);
        Same(WriteMulti);
    }

    // A thread of its own, so that nobody else returns arrays to what it rents from first.
    private static void Same(Func<byte[]> write)
    {
        byte[][] files = new byte[2][];
        var thread = new Thread(() =>
        {
            for (int i = 0; i < files.Length; i++)
            {
                Fill((byte)(i == 0 ? 0x00 : 0xA7));
                files[i] = write();
            }
        });
        thread.Start();
        thread.Join();
        files[1].Should().Equal(files[0]);
    }

    private static void Fill(byte content)
    {
        for (int size = 16; size <= 1 << 20; size *= 2)
        {
            byte[][] arrays = [.. Enumerable.Range(0, 4).Select(_ => ArrayPool<byte>.Shared.Rent(size))];
            foreach (byte[] array in arrays)
            {
                array.AsSpan().Fill(content);
                ArrayPool<byte>.Shared.Return(array);
            }

            byte[] again = ArrayPool<byte>.Shared.Rent(size);
            again.AsSpan().IndexOfAnyExcept(content).Should().Be(-1, "the pool lends what it was given");
            ArrayPool<byte>.Shared.Return(again);
        }
    }

    private static byte[] Write(RowBufferEncoding encoding, RowBufferCodec codec)
    {
        using var stream = new MemoryStream();
        using (var writer = new RowBufferWriter(stream, Samples.AllTypes, new() { Encoding = encoding, Codec = codec, LeaveOpen = true }))
        {
            foreach (Samples.Shape shape in Enum.GetValues<Samples.Shape>())
            {
                using ColumnBatch batch = Samples.Batch(Samples.AllTypes, 301, shape, 0.2, 3, s_source);
                writer.Write(batch);
            }

            writer.WriteExtension("org.example.x", required: false, new byte[] { 1, 2, 3 });
            writer.Fail(new QuarryException(ErrorKind.User, 1, "no SQLSTATE"));
        }

        return stream.ToArray();
    }

    private static byte[] WriteV1()
    {
        Schema schema = new([.. Samples.Types.Where(type => type.Kind != TypeKind.List).Select((type, i) => new ColumnSchema { Name = $"c{i}", Type = type })]);
        using ColumnBatch batch = Samples.Batch(schema, 301, Samples.Shape.Random, 0.2, 3, s_source);
        return V1Tests.Write([batch, batch], new());
    }

    private static byte[] WriteMulti()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Utf8), 30, Samples.Shape.Random, 0.2, 3, s_source);
        using var result = new MultiResult([new(batch.Retain()), new(5)], [new(LogicalType.Utf8, null), new(LogicalType.Int64, 7L), new(LogicalType.Utf8, "x")]);
        var bytes = new ArrayBufferWriter<byte>();
        result.Write(bytes, new());
        return bytes.WrittenSpan.ToArray();
    }
}
