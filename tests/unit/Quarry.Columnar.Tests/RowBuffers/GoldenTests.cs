using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

public sealed class GoldenTests
{
    public static TheoryData<string> Names
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (string name in Golden.V2.Keys)
            {
                names.Add(name);
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_file_is_read_as_ever_and_written_as_ever(string name)
    {
        byte[] bytes = Golden.V2Bytes(name);
        var memory = new CountingMemory();
        string dump;
        try
        {
            List<ColumnBatch> batches = RowBuffer.ReadAll(bytes, memory, new() { Validation = RowBufferValidation.Full });
            dump = Golden.Dump(batches);
            batches.ForEach(batch => batch.Dispose());
        }
        catch (QuarryException error) when (error is not RowBufferFormatException)
        {
            dump = $"error {error.Kind} {error.Code} {error.SqlState} {error.VendorCode} {error.IsTransient} {error.Message}\n";
        }

        dump.Should().Be(Golden.Text(Golden.FolderOf(name), Path.ChangeExtension(name, ".txt"), () => dump));
        if (!Golden.IsDecodeOnly(name))
        {
            Convert.ToHexString(Golden.V2[name]()).Should().Be(Convert.ToHexString(bytes));
        }

        memory.Rented.Should().Be(0);
    }

    [Fact]
    public void Golden_files_hold_every_number_of_the_format()
    {
        HashSet<string> seen = [];
        foreach (string name in Golden.V2.Keys)
        {
            Collect(Golden.V2Bytes(name), seen);
        }

        seen.Should().Contain(Enum.GetNames<FrameKind>()).And.Contain(Enum.GetNames<BufferRole>()).And.Contain(Enum.GetNames<BufferEncoding>())
            .And.Contain(Enum.GetNames<BufferCodec>()).And.Contain(Enum.GetNames<TypeKind>());
    }

    private static void Collect(byte[] bytes, HashSet<string> seen)
    {
        var schema = new Schema([]);
        ulong sequence = 0;
        for (int at = Prelude.Length; at < bytes.Length;)
        {
            FrameHeader header = FrameHeader.Read(bytes.AsSpan(at), at, sequence++);
            seen.Add(header.Kind.ToString());
            ReadOnlySpan<byte> head = bytes.AsSpan(at + FrameHeader.Length, header.HeadLength);
            if (header.Kind == FrameKind.Schema)
            {
                schema = SchemaCodec.Read(head, at);
                seen.UnionWith(schema.Columns.Select(column => column.Type.Kind.ToString()));
            }
            else if (header.Kind == FrameKind.Batch)
            {
                foreach (Node node in BatchDirectory.Read(head, at, schema, header, Prelude.Read(bytes)))
                {
                    Collect(node, seen);
                }
            }

            at += FrameHeader.Length + (int)Alignment.Pad(header.HeadLength) + (int)header.BodyLength;
        }
    }

    private static void Collect(Node node, HashSet<string> seen)
    {
        seen.Add(node.IsDictionary ? nameof(BufferEncoding.Dictionary) : nameof(BufferEncoding.Plain));
        seen.UnionWith(node.Buffers.SelectMany(buffer => new[] { buffer.Role.ToString(), buffer.Encoding.ToString(), buffer.Codec.ToString() }));
        foreach (Node child in node.Children)
        {
            Collect(child, seen);
        }
    }
}
