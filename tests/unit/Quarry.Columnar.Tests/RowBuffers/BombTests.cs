using System.Buffers.Binary;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>A few hundred bytes that claim to be gigabytes, with checksums that are right: refused at the limit, before memory is taken for them.</summary>
public sealed class BombTests
{
    private const int MaxBatchBytes = 32 << 20;
    private const int Rows = 200_000_000;
    private const long Managed = 1 << 20;

    [Theory]
    [InlineData(1)] // constant
    [InlineData(3)] // run-length: one run
    [InlineData(4)] // frame of reference of 0 bits
    [InlineData(5)] // delta of 0 bits
    public void An_encoding_of_many_rows_in_no_bytes_is_refused(byte encoding)
    {
        Forgery forgery = Of(LogicalType.Int64);
        BinaryPrimitives.WriteInt64LittleEndian(forgery.BatchHeader.AsSpan(32), Rows);
        BinaryPrimitives.WriteInt64LittleEndian(forgery.BatchHead.AsSpan(16), Rows);
        forgery.SetEntry(0, 32, Rows * 8L);
        forgery.BatchHead[Forgery.Entry(0) + 1] = encoding;
        byte[] stored = encoding switch { 1 => new byte[8], 3 => [.. new byte[8], .. BitConverter.GetBytes((uint)Rows)], _ => [] };
        forgery.SetEntry(0, 56, encoding == 3 ? 1 : 0);
        forgery.Store(0, stored, stored.Length, 0);
        Refuse(forgery.Bytes(1));
    }

    [Fact]
    public void A_dictionary_of_one_value_and_many_rows_is_refused()
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(LogicalType.Utf8), 60, Samples.Shape.FewValues, 0, 1, new CountingMemory());
        var forgery = new Forgery(RowBuffer.Write(batch, new() { Codec = RowBufferCodec.None, Force = BufferEncoding.Dictionary }));
        BinaryPrimitives.WriteInt64LittleEndian(forgery.BatchHeader.AsSpan(32), Rows);
        BinaryPrimitives.WriteInt64LittleEndian(forgery.BatchHead.AsSpan(16), Rows);
        forgery.SetEntry(0, 32, Rows * 4L);
        forgery.BatchHead[Forgery.Entry(0) + 1] = 1;
        forgery.Store(0, new byte[4], 4, 0);
        Refuse(forgery.Bytes(3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_compressed_buffer_of_zeros_is_refused(byte codec)
    {
        const int length = 64 << 20;
        Forgery forgery = Of(LogicalType.Utf8);
        byte[] zeros = new byte[length], stored;
        if (codec == 1)
        {
            stored = new byte[K4os.Compression.LZ4.LZ4Codec.MaximumOutputSize(length)];
            stored = stored[..K4os.Compression.LZ4.LZ4Codec.Encode(zeros, stored)];
        }
        else
        {
            using var compressor = new ZstdSharp.Compressor(1);
            stored = compressor.Wrap(zeros).ToArray();
        }

        BinaryPrimitives.WriteInt64LittleEndian(forgery.BatchHead.AsSpan(32), length);
        forgery.SetEntry(1, 32, length);
        forgery.Store(1, stored, length, codec);
        Refuse(forgery.Bytes(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_compressed_buffer_that_holds_more_than_it_states_takes_no_more_than_that(byte codec)
    {
        // 80 bytes are stated, 16 MiB are there.
        byte[] zeros = new byte[16 << 20], block = new byte[1 << 20];
        using var compressor = new ZstdSharp.Compressor(1);
        byte[] stored = codec == 1 ? block[..K4os.Compression.LZ4.LZ4Codec.Encode(zeros, block)] : compressor.Wrap(zeros).ToArray();
        Forgery forgery = Of(LogicalType.Int32);
        forgery.SetEntry(0, 32, 80);
        forgery.Store(0, stored.Length <= 80 ? stored : stored[..80], 80, codec);
        byte[] bytes = forgery.Bytes(1);
        (int code, long used) = Read(bytes);
        code.Should().Be(2014);
        used.Should().BeLessThan(Managed + 4 * bytes.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_column_of_the_originals_v2_ends_at_the_limit(byte algorithm)
    {
        const int limit = 1 << 20;
        byte[] message = V1Tests.Columnar(algorithm, algorithm == 1 ? V1Tests.Zstd(new byte[64 << 20]) : Lz4Frames.Zeros(1024));
        var memory = new CountingMemory();
        using var reader = new RowBufferV1Reader(new MemoryStream(message), memory, new() { Bytes = limit });
        long before = GC.GetAllocatedBytesForCurrentThread();
        reader.Invoking(r => r.Read()).Should().Throw<RowBufferFormatException>();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4 * (limit + message.Length));
        (memory.Rented, memory.PeakBytes).Should().Be((0, 0));
    }

    private static void Refuse(byte[] bytes)
    {
        var memory = new CountingMemory();
        long before = GC.GetAllocatedBytesForCurrentThread();
        FluentActions.Invoking(() => RowBuffer.ReadAll(bytes, memory, new() { MaxBatchBytes = MaxBatchBytes })).Should().Throw<RowBufferFormatException>().Which.Code.Should().Be(2016);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Managed);
        memory.PeakBytes.Should().Be(0);
    }

    private static (int Code, long Used) Read(byte[] bytes)
    {
        var memory = new CountingMemory();
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            RowBuffer.ReadAll(bytes, memory, new() { MaxBatchBytes = MaxBatchBytes, Validation = RowBufferValidation.Full }).ForEach(batch => batch.Dispose());
            return (0, 0);
        }
        catch (RowBufferFormatException error)
        {
            return (error.Code, memory.PeakBytes + GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static Forgery Of(LogicalType type)
    {
        using ColumnBatch batch = Samples.Batch(Samples.Of(type), 20, Samples.Shape.Rising, 0, 4, new CountingMemory());
        return new(RowBuffer.Write(batch, new() { Codec = RowBufferCodec.None, Encoding = RowBufferEncoding.Plain }));
    }
}
