using System.Diagnostics;
using System.Security.Cryptography;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>The reader of 2.0 in Python, kept as it was: it reads what is written for it, and says no to the rest.</summary>
public sealed class OldReaderTests
{
    private const string Reader = "rowbuffer_2_0.py";

    [Theory]
    [InlineData(Reader, "e5e5364747157f15570c0a4b21e9244f0b6bd367de1022d39f5d6d2a8378ac40")]
    [InlineData("fields.py", "de020708e4f0fdbd94558af274da83a96faaedbb0e73018f1a45ba468defed42")]
    [InlineData("lz4block.py", "51ba1a1fc69cdbf3d6f1e970000f5e1161bebc9204596cc3a30cb85f7d39bac8")]
    [InlineData("xxh3.py", "b00c5a5373158d4cb929185eb3dbe156fe2385cfc85a51468779ac2c4adcc28f")]
    public void It_stays_as_it_was(string name, string hash)
        => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder(), name)))).Should().Be(hash, "a later reader extends {0}, it does not change it", name);

    [Fact]
    public void It_reads_everything_that_is_written_for_it()
    {
        string folder = Directory.CreateTempSubdirectory("quarry-rowbuffer-").FullName;
        try
        {
            var memory = new CountingMemory();
            foreach (Samples.Shape shape in Enum.GetValues<Samples.Shape>())
            {
                foreach (RowBufferCodec codec in Enum.GetValues<RowBufferCodec>())
                {
                    foreach (Schema schema in (Schema[])[Samples.AllTypes, Golden.Floats])
                    {
                        using ColumnBatch batch = Samples.Batch(schema, 250, shape, 0.1, 1, memory);
                        string name = $"{shape}-{codec}-{schema.Columns.Count}";
                        File.WriteAllBytes(Path.Combine(folder, $"{name}.qrb"), RowBuffer.Write(batch, new() { Codec = codec, ReaderVersion = new(2, 0) }));
                        File.WriteAllText(Path.Combine(folder, $"{name}.txt"), Golden.Dump([batch]));
                    }
                }
            }

            (int status, string output) = Run("--check", folder);
            status.Should().Be(0, output);
            int files = Directory.GetFiles(folder, "*.qrb").Length;
            output.Should().Contain($"{files} of {files} golden files");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("split.qrb")]
    [InlineData("split-zstd.qrb")]
    public void It_refuses_a_stream_of_2_1_for_its_version(string name)
    {
        (int status, string output) = Run(Path.Combine(Golden.Folder("rowbuffer-v2.1"), name));
        status.Should().NotBe(0);
        output.Should().Contain("Damaged: a version other than 2.0");
    }

    private static (int Status, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", ["-B", Path.Combine(Folder(), Reader), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static string Folder() => Path.Combine(Golden.Folder(""), "..", "rowbuffer-reader");
}
