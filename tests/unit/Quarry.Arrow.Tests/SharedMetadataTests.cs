using Apache.Arrow;
using Quarry.Contracts;

namespace Quarry.Arrow.Tests;

/// <summary>Schemas whose FlatBuffer refers to one part again and again: Arrow's library would copy it each time.</summary>
public sealed class SharedMetadataTests
{
    private static readonly byte[] s_end = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0];

    [Theory]
    [InlineData(3_000, 3_000, true, 1)]
    [InlineData(3_000, 20_000, true, 1)]
    [InlineData(60_000, 200_000, false, 1)]
    [InlineData(60_000, 60_000, true, 1)]
    [InlineData(5_000, 0, false, 200_000)]
    [InlineData(1, 100_000, false, 50_000)]
    public void A_part_that_is_shared_without_end_is_an_error_before_it_is_copied(int fields, int pairs, bool distinct, int nameLength)
    {
        byte[] bytes = Schema(fields, pairs, distinct, nameLength);
        var stream = new MemoryStream(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ArrowFormatException error = FluentActions.Invoking(() => ArrowIpcReader.Open(stream, new CountingMemory(), new())).Should().Throw<ArrowFormatException>().Which;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 8503));
        error.Message.Should().Contain("again and again");
        allocated.Should().BeLessThan(4L * bytes.Length + (1 << 20));
    }

    [Fact]
    public void Equal_strings_that_a_writer_shares_are_read()
    {
        using ArrowIpcReader reader = ArrowIpcReader.Open(new MemoryStream(Schema(1, 500, true, 10)), new CountingMemory(), new());
        reader.Schema.Columns.Should().ContainSingle().Which.Metadata.Should().HaveCount(500);
    }

    [Fact]
    public void Wide_schemas_with_much_metadata_are_read()
    {
        Dictionary<string, string> metadata = Enumerable.Range(0, 20).ToDictionary(i => $"key {i}", i => $"value {i}");
        Apache.Arrow.Schema schema = new([.. Enumerable.Range(0, 4_000).Select(i => new Field($"c{i}", Apache.Arrow.Types.Int32Type.Default, true, metadata))], null);
        byte[] bytes = Ipc.WriteByArrow(schema, []);
        using ArrowIpcReader reader = ArrowIpcReader.Open(new MemoryStream(bytes), new CountingMemory(), new() { RequireEnd = bytes.Length > 8 });
        reader.Schema.Columns.Should().HaveCount(4_000);
        reader.Schema.Columns[3_999].Metadata.Should().HaveCount(20);
        reader.Read().Should().BeNull();
    }

    // Every field is the same one, and every pair has the same value; its pairs are one or distinct.
    private static byte[] Schema(int fields, int pairs, bool distinct, int nameLength)
        =>
        [
            .. FlatBytes.Message(1, [], (flat, at) =>
            {
                (int schema, int[] slots) = flat.Table((0, 2, 0), (1, 4, 0));
                flat.Link(at, schema);
                int all = flat.Links(fields);
                flat.Link(slots[1], all);
                (int field, slots) = flat.Table((0, 4, 0), (1, 1, 1), (2, 1, 2), (3, 4, 0), (5, 4, 0), (6, 4, 0));
                for (int i = 0; i < fields; i++)
                {
                    flat.Link(all + 4 + 4 * i, field);
                }

                int name = flat.Text(new string('c', nameLength));
                flat.Link(slots[0], name);
                flat.Link(slots[3], flat.Table((0, 4, 64), (1, 1, 1)).At);
                flat.Link(slots[5], flat.Links(0));
                int vector = flat.Links(pairs);
                flat.Link(slots[6], vector);
                List<int> tables = [];
                List<int> values = [];
                for (int i = 0; i < (distinct ? pairs : Math.Min(pairs, 1)); i++)
                {
                    (int pair, int[] parts) = flat.Table((0, 4, 0), (1, 4, 0));
                    flat.Link(parts[0], flat.Text($"{i:x}"));
                    tables.Add(pair);
                    values.Add(parts[1]);
                }

                int value = flat.Text(new string('v', nameLength));
                values.ForEach(place => flat.Link(place, value));
                for (int i = 0; i < pairs; i++)
                {
                    flat.Link(vector + 4 + 4 * i, tables[distinct ? i : 0]);
                }
            }),
            .. s_end,
        ];
}
