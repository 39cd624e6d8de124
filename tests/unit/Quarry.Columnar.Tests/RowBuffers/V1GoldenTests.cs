using System.Buffers;
using Quarry.Columnar.V1;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

public sealed class V1GoldenTests
{
    private const string Folder = "rowbuffer-v1";

    private static readonly CountingMemory s_source = new();

    [Fact]
    public void Messages_of_every_type_are_written_and_read_as_ever()
    {
        Schema schema = new([.. Samples.Types.Where(type => type.Kind != TypeKind.List).Select(type => new ColumnSchema { Name = $"c {type} ä", Type = type })]);
        using ColumnBatch batch = Samples.Batch(schema, 6, Samples.Shape.Rising, 0.3, 1, s_source);
        byte[] written = V1Tests.Write([batch], new() { Rows = 4 });
        Check("types", written, V1Tests.Read(Golden.Bytes(Folder, "types.qrb", () => written), new()));
        Convert.ToHexString(written).Should().Be(Convert.ToHexString(Golden.Bytes(Folder, "types.qrb", () => written)));
    }

    [Fact]
    public void Several_results_are_written_and_read_as_ever()
    {
        using var result = new MultiResult([new(Samples.Batch(Samples.Of(LogicalType.Int64), 3, Samples.Shape.Rising, 0.3, 1, s_source)), new(17)],
            [new(LogicalType.Utf8, "ä"), new(LogicalType.Int32, 5), new(LogicalType.Int64, 6L), new(LogicalType.NumericText, "1.5"), new(LogicalType.Binary, new byte[] { 1 }), new(LogicalType.Utf8, null)]);
        var written = new ArrayBufferWriter<byte>();
        result.Write(written, new());
        byte[] golden = Golden.Bytes(Folder, "mult.qrb", () => written.WrittenSpan.ToArray());
        Convert.ToHexString(written.WrittenSpan).Should().Be(Convert.ToHexString(golden));
        using MultiResult read = MultiResult.Read(golden, s_source, new());
        Check("mult", golden, [read.Items[0].Rows!]);
        (read.Items[1].Count, read.Outputs.Count).Should().Be((17L, 6));
    }

    [Fact]
    public void Every_type_code_and_an_unknown_one_are_read_as_ever()
    {
        // One row of text "12" or, where the code says so, of the integer 12: the codes 1 and 18 are read and never written.
        byte[] golden = Golden.Bytes(Folder, "codes.qrb", () =>
        {
            List<byte> payload = [];
            for (ushort code = 1; code <= 20; code++)
            {
                payload.AddRange([(byte)code, 0, 1, 0, (byte)('a' + code)]);
            }

            for (ushort code = 1; code <= 20; code++)
            {
                byte[] value = code switch { 2 => BitConverter.GetBytes(12), 3 => BitConverter.GetBytes(12L), _ => "12"u8.ToArray() };
                payload.AddRange([0, .. BitConverter.GetBytes(value.Length), .. value]);
            }

            return [0x43, 0x42, 0x44, 0x4F, 1, 0, 20, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(payload.Count), .. payload];
        });
        List<ColumnBatch> batches = V1Tests.Read(golden, new());
        Check("codes", golden, batches);
        batches[0].Schema.Columns.Select(column => column.NativeType).Should().Equal([.. Enum.GetNames<WireType>(), "Varchar"]);
        batches[0].Schema.Columns.Select(column => column.Type.ToString()).Distinct().Should().BeEquivalentTo("utf8", "int32", "int64", "utf8(numeric)", "binary", "json");
    }

    [Theory]
    [InlineData("original-raw")]
    [InlineData("original-zstd")]
    [InlineData("original-lz4")]
    public void The_originals_v2_is_read_as_ever(string name)
    {
        byte[] golden = Golden.Bytes(Folder, $"{name}.qrb", () => name switch
        {
            "original-raw" => Convert.FromHexString("4342444F02000000010002000000001100000002000200696400060000000005000000" + "01"),
            "original-zstd" => V1Tests.Columnar(1, V1Tests.Zstd(V1Tests.ThirtyIntegers())),
            _ => V1Tests.Columnar(2, Lz4Frames.Write(V1Tests.ThirtyIntegers(), linked: true, checksums: true)),
        });
        Check(name, golden, V1Tests.Read(golden, new()));
    }

    [Fact]
    public void The_zstd_file_is_the_one_that_the_original_publishes()
        => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Golden.Bytes(Folder, "original-zstd.qrb", () => [])))
            .Should().Be("6b6f15b975ba33cbf9733eab7346cea6de16209e2aa66e73ffcef0aa02422bfb", "of test/fixtures/columnar_v2_int32_zstd.golden");

    private static void Check(string name, byte[] bytes, IReadOnlyList<ColumnBatch> batches)
    {
        bytes.Should().NotBeEmpty();
        string dump = Golden.Dump(batches);
        dump.Should().Be(Golden.Text(Folder, $"{name}.txt", () => dump));
    }
}
