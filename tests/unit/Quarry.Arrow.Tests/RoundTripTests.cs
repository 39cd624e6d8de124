using Quarry.Contracts;

namespace Quarry.Arrow.Tests;

/// <summary>Every logical type through a stream and a file with each codec.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<ArrowIpcFormat, ArrowIpcCodec, bool> Forms
    {
        get
        {
            TheoryData<ArrowIpcFormat, ArrowIpcCodec, bool> forms = [];
            foreach (ArrowIpcFormat format in new[] { ArrowIpcFormat.Stream, ArrowIpcFormat.File })
            {
                foreach (ArrowIpcCodec codec in Enum.GetValues<ArrowIpcCodec>())
                {
                    forms.Add(format, codec, true);
                    forms.Add(format, codec, false);
                }
            }

            return forms;
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task What_was_written_is_read(ArrowIpcFormat format, ArrowIpcCodec codec, bool synchronous)
    {
        var memory = new CountingMemory();
        ColumnBatch[] batches =
        [
            Samples.Batch(Samples.AllTypes, 1000, Samples.Shape.Random, 0.2, 1, memory), Samples.Batch(Samples.AllTypes, 77, Samples.Shape.Extremes, 0, 2, memory),
            Samples.Batch(Samples.AllTypes, 0, Samples.Shape.Random, 0, 3, memory), Samples.Batch(Samples.AllTypes, 9, Samples.Shape.AllNull, 1, 4, memory),
        ];
        var stream = new MemoryStream();
        await using (ArrowIpcWriter writer = new(stream, Samples.AllTypes, new() { Format = format, Codec = codec, LeaveOpen = true }))
        {
            foreach (ColumnBatch batch in batches)
            {
                if (synchronous)
                {
                    writer.Write(batch);
                }
                else
                {
                    await writer.WriteAsync(batch, default);
                }
            }

            if (synchronous)
            {
                writer.Complete();
            }
            else
            {
                await writer.CompleteAsync(default);
            }

            writer.BytesWritten.Should().Be(stream.Length);
        }

        stream.Position = 0;
        await using (ArrowIpcReader reader = synchronous ? ArrowIpcReader.Open(stream, memory, new()) : await ArrowIpcReader.OpenAsync(stream, memory, new(), default))
        {
            reader.Format.Should().Be(format);
            BatchAssert.Equal(reader.Schema, Samples.AllTypes);
            foreach (ColumnBatch batch in batches)
            {
                using ColumnBatch? read = synchronous ? reader.Read() : await reader.ReadAsync(default);
                BatchAssert.Equal(read!, batch);
                batch.Dispose();
            }

            (synchronous ? reader.Read() : await reader.ReadAsync(default)).Should().BeNull();
        }

        memory.Rented.Should().Be(0);
    }
}
