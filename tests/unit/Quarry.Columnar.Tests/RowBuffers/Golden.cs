using System.Globalization;
using System.Text;
using Quarry.Columnar.Wire;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>The golden files: bytes that every later version must still read, each beside the values that it holds.</summary>
/// <remarks>Set QUARRY_UPDATE_GOLDEN=1 to write those that are missing; one that exists is never written again.</remarks>
internal static class Golden
{
    private static readonly bool s_update = Environment.GetEnvironmentVariable("QUARRY_UPDATE_GOLDEN") == "1";

    private static readonly RowBufferWriterOptions s_for20 = new() { ReaderVersion = new(2, 0) };

    /// <summary>Floats of both widths, and within a list.</summary>
    public static Schema Floats { get; } = new(
    [
        new() { Name = "f", Type = LogicalType.Float32 }, new() { Name = "d", Type = LogicalType.Float64 }, new() { Name = "l", Type = LogicalType.List(LogicalType.Float32) },
    ]);

    private static Schema Few { get; } = new(
    [
        new() { Name = "i", Type = LogicalType.Int32 }, new() { Name = "d", Type = LogicalType.Decimal128(20, 2), NativeType = "numeric(20,2)" },
        new() { Name = "t", Type = LogicalType.Utf8, Metadata = new Dictionary<string, string> { ["k"] = "v" } }, new() { Name = "b", Type = LogicalType.Boolean },
        new() { Name = "f", Type = LogicalType.Float64 }, new() { Name = "o", Type = LogicalType.TimestampOffset(TimeUnit.Millisecond) },
    ]);

    public static string Folder(string format) => GoldenFolder.Of(format);

    public static byte[] Bytes(string format, string name, Func<byte[]> create)
    {
        string path = Path.Combine(Folder(format), name);
        if (s_update && !File.Exists(path))
        {
            Directory.CreateDirectory(Folder(format));
            File.WriteAllBytes(path, create());
        }

        return File.ReadAllBytes(path);
    }

    public static string Text(string format, string name, Func<string> create)
        => Encoding.UTF8.GetString(Bytes(format, name, () => Encoding.UTF8.GetBytes(create())));

    /// <summary>All values as lines: a batch's header, then one line per row, fields separated by tabs.</summary>
    public static string Dump(IEnumerable<ColumnBatch> batches)
    {
        var text = new StringBuilder();
        foreach (ColumnBatch batch in batches)
        {
            text.Append(CultureInfo.InvariantCulture, $"batch {batch.Rows}\n");
            for (int row = 0; row < batch.Rows; row++)
            {
                text.AppendJoin('\t', batch.Columns.Select(column => Value(column, row))).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Value(ColumnVector column, int row) => column.IsNull(row) ? "\\N" : column.Type.Kind switch
    {
        TypeKind.Binary or TypeKind.FixedBinary => Convert.ToHexStringLower(column.GetBytes(row)),
        TypeKind.Float32 => column.Values<uint>()[row].ToString("x8", CultureInfo.InvariantCulture),
        TypeKind.Float64 => column.Values<ulong>()[row].ToString("x16", CultureInfo.InvariantCulture),
        TypeKind.Date32 => column.Values<int>()[row].ToString(CultureInfo.InvariantCulture),
        TypeKind.Time64 or TypeKind.Timestamp => column.Values<long>()[row].ToString(CultureInfo.InvariantCulture),
        TypeKind.Decimal128 => column.Values<Int128>()[row].ToString(CultureInfo.InvariantCulture),
        TypeKind.Decimal256 => column.Values<Int256>()[row].ToString(),
        TypeKind.TimestampOffset => string.Create(CultureInfo.InvariantCulture, $"{column.GetTimestampOffset(row).Instant}/{column.GetTimestampOffset(row).OffsetMinutes}"),
        TypeKind.Interval => column.Values<Interval>()[row] is var value
            ? string.Create(CultureInfo.InvariantCulture, $"{value.Months}/{value.Days}/{value.Nanoseconds}") : "",
        TypeKind.List => $"[{string.Join(',', Enumerable.Range(column.Offsets[row], column.Offsets[row + 1] - column.Offsets[row]).Select(i => Value(column.Children[0], i)))}]",
        _ => column.GetString(row),
    };

    /// <summary>The files of v2: what each holds and how it is written.</summary>
    public static IReadOnlyDictionary<string, Func<byte[]>> V2 { get; } = new SortedDictionary<string, Func<byte[]>>(StringComparer.Ordinal)
    {
        ["plain.qrb"] = () => Write(Samples.AllTypes, [(3, Samples.Shape.Extremes, 0.3), (2, Samples.Shape.Random, 0)], new() { Codec = RowBufferCodec.None, Encoding = RowBufferEncoding.Plain }),
        ["constant.qrb"] = () => Write(Few, [(20, Samples.Shape.Constant, 0), (9, Samples.Shape.AllNull, 1)], Forced(BufferEncoding.Constant)),
        ["dictionary.qrb"] = () => Write(Few, [(40, Samples.Shape.FewValues, 0.2)], Forced(BufferEncoding.Dictionary)),
        ["runlength.qrb"] = () => Write(Few, [(90, Samples.Shape.Runs, 0.1)], Forced(BufferEncoding.RunLength)),
        ["frame.qrb"] = () => Write(Few, [(33, Samples.Shape.Rising, 0.2), (5, Samples.Shape.Extremes, 0)], Forced(BufferEncoding.FrameOfReference)),
        ["delta.qrb"] = () => Write(Few, [(33, Samples.Shape.Rising, 0), (5, Samples.Shape.Extremes, 0.5)], Forced(BufferEncoding.Delta)),
        ["auto.qrb"] = () => Write(Few, [(150, Samples.Shape.FewValues, 0.1), (150, Samples.Shape.Rising, 0)], new() { Codec = RowBufferCodec.None }),
        ["lz4.qrb"] = () => Write(Few, [(300, Samples.Shape.Rising, 0.1)], new() { Codec = RowBufferCodec.Lz4, Encoding = RowBufferEncoding.Plain }),
        ["zstd.qrb"] = () => Write(Few, [(300, Samples.Shape.Rising, 0.1)], new() { Codec = RowBufferCodec.Zstd, Encoding = RowBufferEncoding.Plain }),
        ["floats.qrb"] = () => Write(Floats, [(96, Samples.Shape.Walk, 0.1)], s_for20),
        ["no-batches.qrb"] = () => Write(Few, [], s_for20),
        ["no-columns.qrb"] = () => Write(new([]), [(7, Samples.Shape.Random, 0), (0, Samples.Shape.Random, 0)], new()),
        ["extension.qrb"] = () => Stream(Few, writer => writer.WriteExtension("org.example.note", required: false, "hello"u8.ToArray()), writer => writer.Complete(), s_for20),
        ["error.qrb"] = () => Stream(Few, _ => { }, writer => writer.Fail(new(ErrorKind.Server, 20001, "division by zero", "22012", null) { VendorCode = 7, Transient = true }), s_for20),
        ["split.qrb"] = () => Write(Floats, [(40, Samples.Shape.Walk, 0.2), (5, Samples.Shape.Extremes, 0)], Forced(BufferEncoding.ByteStreamSplit)),
        ["split-lz4.qrb"] = () => Write(Floats, [(96, Samples.Shape.Walk, 0.1)], new() { Codec = RowBufferCodec.Lz4 }),
        ["split-zstd.qrb"] = () => Write(Floats, [(96, Samples.Shape.Walk, 0)], new() { Codec = RowBufferCodec.Zstd }),
    };

    /// <summary>Files whose bytes depend on a compressor's version: they must be read for ever, but need not be written again.</summary>
    public static bool IsDecodeOnly(string name) => name is "lz4.qrb" or "zstd.qrb" or "floats.qrb" or "split-lz4.qrb" or "split-zstd.qrb";

    /// <summary>The bytes of a file of v2.</summary>
    public static byte[] V2Bytes(string name) => Bytes(FolderOf(name), name, V2[name]);

    /// <summary>Each minor has its own folder: the reader of a minor reads the folders up to its own.</summary>
    public static string FolderOf(string name) => name.StartsWith("split", StringComparison.Ordinal) ? "rowbuffer-v2.1" : "rowbuffer-v2";

    private static RowBufferWriterOptions Forced(BufferEncoding encoding) => new() { Codec = RowBufferCodec.None, Force = encoding };

    private static byte[] Write(Schema schema, (int Rows, Samples.Shape Shape, double Nulls)[] batches, RowBufferWriterOptions options)
        => Stream(schema, writer =>
        {
            for (int i = 0; i < batches.Length; i++)
            {
                using ColumnBatch batch = Samples.Batch(schema, batches[i].Rows, batches[i].Shape, batches[i].Nulls, i + 1, new CountingMemory());
                writer.Write(batch);
            }
        }, writer => writer.Complete(), options);

    private static byte[] Stream(Schema schema, Action<RowBufferWriter> middle, Action<RowBufferWriter> end, RowBufferWriterOptions? options = null)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using var writer = new RowBufferWriter(bytes, schema, options ?? new());
        middle(writer);
        end(writer);
        return bytes.WrittenSpan.ToArray();
    }
}
