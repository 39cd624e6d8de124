using Quarry.Contracts;

namespace Quarry.Arrow.Tests;

/// <summary>Small files of every form, which later versions must still read; they are the seeds of the fuzz target too.</summary>
/// <remarks>Set QUARRY_UPDATE_GOLDEN=1 to write those that are missing; one that exists is never written again.</remarks>
internal static class Golden
{
    public static TheoryData<string> Names
    {
        get
        {
            TheoryData<string> names = [];
            foreach (string name in Forms().Select(form => form.Name))
            {
                names.Add(name);
            }

            return names;
        }
    }

    /// <summary>What a file holds.</summary>
    public static ColumnBatch[] Batches(string name, BatchMemory memory)
    {
        Schema schema = Forms().Single(form => form.Name == name).Types;
        return [Samples.Batch(schema, 3, Samples.Shape.Random, 0.3, 5, memory), Samples.Batch(schema, 9, Samples.Shape.FewValues, 0, 6, memory)];
    }

    public static byte[] Bytes(string name)
    {
        string path = Path.Combine(Folder(), name);
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("QUARRY_UPDATE_GOLDEN") == "1")
        {
            (_, ArrowIpcFormat format, ArrowIpcCodec codec, _) = Forms().Single(form => form.Name == name);
            ColumnBatch[] batches = Batches(name, new CountingMemory());
            Directory.CreateDirectory(Folder());
            File.WriteAllBytes(path, Ipc.Write(batches, format, codec));
        }

        return File.ReadAllBytes(path);
    }

    private static IEnumerable<(string Name, ArrowIpcFormat Format, ArrowIpcCodec Codec, Schema Types)> Forms()
    {
        Schema few = new([.. Samples.AllTypes.Columns.Where((_, i) => i is 0 or 3 or 11 or 19 or 21 or 29)]);
        yield return ("types.arrows", ArrowIpcFormat.Stream, ArrowIpcCodec.None, Samples.AllTypes);
        yield return ("types.arrow", ArrowIpcFormat.File, ArrowIpcCodec.None, Samples.AllTypes);
        yield return ("lz4.arrows", ArrowIpcFormat.Stream, ArrowIpcCodec.Lz4, few);
        yield return ("lz4.arrow", ArrowIpcFormat.File, ArrowIpcCodec.Lz4, few);
        yield return ("zstd.arrows", ArrowIpcFormat.Stream, ArrowIpcCodec.Zstd, few);
        yield return ("zstd.arrow", ArrowIpcFormat.File, ArrowIpcCodec.Zstd, few);
    }

    private static string Folder() => GoldenFolder.Of("arrow");
}
