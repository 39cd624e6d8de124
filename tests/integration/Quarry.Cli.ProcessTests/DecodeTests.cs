using System.Diagnostics;

namespace Quarry.Cli.ProcessTests;

/// <summary>Files that are read: whole, in part, through pipes, damaged, or not at all.</summary>
public sealed class DecodeTests : IDisposable
{
    private const string Memory = "sqlite::memory:";
    private const string Numbers = "with recursive c(x) as (select 1 union all select x + 1 from c where x < 3000) select x as id, 'n' || x as name, x / 4.0 as quarter from c";

    private readonly string _directory = Directory.CreateTempSubdirectory("quarry").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    public static TheoryData<string> BinaryFormats => new("qrb", "qrb1", "arrow");

    [Theory]
    [MemberData(nameof(BinaryFormats))]
    public void Columns_are_chosen_and_ordered(string format)
    {
        string file = Store(format);
        string[] lines = Tool.Run("decode", file, "--columns", "NAME,id", "--format", "csv").Output.Split('\n');
        lines[..2].Should().Equal("name,id", "n1,1");
        lines.Should().HaveCount(3002);
        Fails(1, "QRY9010", "\"colour\"; it has \"id\", \"name\", \"quarter\".", "decode", file, "--columns", "id,colour").Error.Should().NotContain("Parameter");
    }

    [Theory]
    [MemberData(nameof(BinaryFormats))]
    public void Bytes_flow_through_pipes(string format)
    {
        string file = Path.Combine(_directory, "piped");
        string text = Path.Combine(_directory, "text");
        Tool.RunInShell($"> '{file}'", "query", Memory, Numbers, "--format", format).Should().Be(new ToolResult(0, "", ""));
        Tool.RunBetween(file, text, "decode", "-", "--format", "json").Should().Be(new ToolResult(0, "", ""));
        File.ReadAllText(text).Should().StartWith("{\"id\":1,\"name\":\"n1\"").And.EndWith("}\n");
        File.ReadLines(text).Should().HaveCount(3000);
        Tool.RunInShell($"< '{file}'", "inspect", "-").Output.Should().Contain("3,000 rows in 1 batch, 3 columns");
    }

    [Fact]
    public void A_decoded_file_can_be_stored_again()
    {
        string again = Path.Combine(_directory, "again");
        string file = Store("qrb");
        Tool.Run("decode", file, "--columns", "name", "--format", "qrb1", "-o", again).Should().Be(new ToolResult(0, "", ""));
        Tool.Run("decode", again, "--format", "csv").Should().Be(Tool.Run("decode", file, "--columns", "name", "--format", "csv"));
    }

    [Theory]
    [MemberData(nameof(BinaryFormats))]
    public void Truncated_anywhere_a_file_is_an_error(string format)
    {
        byte[] bytes = File.ReadAllBytes(Store(format));
        string cut = Path.Combine(_directory, "cut");
        foreach (int length in (int[])[8, bytes.Length / 3, bytes.Length - 1])
        {
            File.WriteAllBytes(cut, bytes[..length]);
            Fails(1, format == "arrow" ? "QRY8500" : "QRY2010", "truncated", "decode", cut, "--format", "discard");
            Tool.Run("inspect", cut).ExitCode.Should().Be(1);
        }

        string output = Path.Combine(_directory, "out");
        Tool.Run("decode", cut, "--format", "json", "-o", output).ExitCode.Should().Be(1);
        File.Exists(output).Should().BeFalse();
    }

    [Fact]
    public void A_flipped_byte_is_an_error()
    {
        byte[] bytes = File.ReadAllBytes(Store("qrb"));
        string damaged = Path.Combine(_directory, "damaged");
        for (int i = 1; i < 8; i++)
        {
            byte[] copy = [.. bytes];
            copy[bytes.Length * i / 8] ^= 0x10;
            File.WriteAllBytes(damaged, copy);
            ToolResult result = Tool.Run("decode", damaged, "--format", "discard");
            result.ExitCode.Should().Be(1, result.Error);
            result.Error.Should().MatchRegex(@"^quarry: error QRY20(10|14|15|17): .* damaged.*\(byte \d+\)\n");
        }
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("QRB", "starts with 51 52 42, which is no format")]
    [InlineData("PAR1PAR1", "starts with 50 41 52 31 50 41 52 31")]
    public void Another_file_is_named_by_its_first_bytes(string content, string part)
    {
        string file = Path.Combine(_directory, "other");
        File.WriteAllText(file, content);
        foreach (string command in (string[])["decode", "inspect"])
        {
            Fails(1, "QRY9009", part, command, file).Error.Should().Contain("Accepted are RowBuffer v2 (51 52 42 32").And.Contain("ARROW1");
        }
    }

    [Theory]
    [InlineData("decode")]
    [InlineData("inspect")]
    public void A_missing_file_or_a_directory(string command)
    {
        Fails(1, "QRY9008", "no-such.qrb", command, Path.Combine(_directory, "no-such.qrb"));
        Fails(1, "QRY9008", "It is a directory.", command, _directory);
        Fails(1, "QRY9008", "'' cannot be read: The name is empty. Name a file", command, "");
        ToolResult input = Tool.RunInShell($"< '{_directory}'", command, "-");
        input.Error.Should().StartWith("quarry: error QRY9008: The standard input cannot be read: ").And.MatchRegex(@"[a-z]\. Name a file");
    }

    [Fact]
    public void An_output_that_cannot_be_written()
        => Fails(1, "QRY9003", "Name a file", "decode", Store("qrb"), "--format", "qrb", "-o", Path.Combine(_directory, "missing", "out"));

    [Fact]
    public void A_batch_above_the_limit_names_the_options()
        => Fails(4, "QRY2016", "\n  hint: --max-batch-bytes N takes larger batches; of RowBuffer v2 and Arrow, --columns A,B", "decode", Store("qrb"), "--max-batch-bytes", "1000");

    [Theory]
    [InlineData("rowbuffer-v1/original-zstd.qrb")]
    [InlineData("rowbuffer-v1/mult.qrb")]
    [InlineData("")]
    public void Messages_have_the_limit_too(string golden)
    {
        string file = golden.Length == 0 ? Store("qrb1") : Golden(golden);
        foreach (string command in (string[])["decode", "inspect"])
        {
            ToolResult result = Fails(4, "QRY2016", "decoded up to row", command, file, "--max-batch-bytes", "1");
            result.Error.Should().Contain("\n  hint: --max-batch-bytes N takes larger batches");
            Tool.Run(command, file, "--max-batch-bytes", "1000000").ExitCode.Should().Be(0);
        }
    }

    [Fact]
    public void A_message_of_more_rows_than_existing_clients_take_is_read()
    {
        const int rows = 2_000_000;
        string file = Path.Combine(_directory, "long.qrb1");
        byte[] nulls = new byte[rows];
        nulls.AsSpan().Fill(1);
        byte[] column = [2, 0, 1, 0, (byte)'n'];
        File.WriteAllBytes(file, [.. "CBDO"u8, 1, 0, 1, 0, .. BitConverter.GetBytes(rows), .. BitConverter.GetBytes(column.Length + rows), .. column, .. nulls]);
        Tool.Run("decode", file, "--format", "discard", "--stats").Error.Should().StartWith("{\"rows\":2000000,");
        Tool.Run("inspect", file).Output.Should().Contain("2,000,000 rows in 1 batch, 1 column").And.EndWith("\n\nEncodings and codecs are shown of RowBuffer v2 only.\n");
    }

    [Fact]
    public void Json_that_is_none_is_not_the_databases_fault()
    {
        string file = Path.Combine(_directory, "json.qrb1");
        byte[] payload = [16, 0, 1, 0, (byte)'j', 0, 1, 0, 0, 0, (byte)'{'];
        File.WriteAllBytes(file, [.. "CBDO"u8, 1, 0, 1, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(payload.Length), .. payload]);
        Fails(1, "QRY9005", "column \"j\": the value is not valid JSON", "decode", file, "--format", "json").Error.Should().Contain("Choose --format csv");
        Tool.Run("decode", file, "--format", "csv").Should().Be(new ToolResult(0, "j\n{\n", ""));
    }

    [Theory]
    [InlineData("rowbuffer-v1/mult.qrb", "{\"c\":null}\n{\"c\":null}\n{\"c\":17}\n{\"out1\":\"ä\",")]
    [InlineData("rowbuffer-v1/original-zstd.qrb", "{\"n\":")]
    [InlineData("rowbuffer-v1/original-lz4.qrb", "{\"")]
    public void The_formats_of_the_original_are_read(string golden, string start)
    {
        ToolResult result = Tool.Run("decode", Golden(golden), "--format", "json");
        result.Error.Should().BeEmpty();
        result.Output.Should().StartWith(start);
    }

    [Fact]
    public void An_error_of_the_writer_is_told_as_such()
    {
        foreach (string command in (string[])["decode", "inspect"])
        {
            Fails(2, "QRY20001", "Whoever wrote the input could not finish it, and says why: division by zero", command, Golden("rowbuffer-v2/error.qrb"));
        }
    }

    [Fact]
    public void A_reader_that_goes_away_ends_it_quietly()
    {
        string file = Store("qrb");
        using Process process = Tool.Start("query", Memory, "with recursive c(x) as (select 1 union all select x + 1 from c) select x from c", "--format", "qrb");
        process.StandardOutput.BaseStream.ReadByte().Should().Be('Q');
        process.StandardOutput.Close();
        process.WaitForExit(TimeSpan.FromSeconds(30)).Should().BeTrue();
        (process.ExitCode, process.StandardError.ReadToEnd()).Should().Be((0, ""));
        File.Exists(file).Should().BeTrue();
    }

    [Fact]
    public void Statistics_are_those_of_the_file()
        => Tool.Run("decode", Store("qrb"), "--format", "discard", "--stats").Error.Should().StartWith("{\"rows\":3000,\"batches\":1,").And.EndWith("}\n");

    private static string Golden(string name) => Path.Combine(Tool.Fixtures, "golden", name);

    private string Store(string format)
    {
        string file = Path.Combine(_directory, $"numbers.{format}");
        Tool.Run("query", Memory, Numbers, "--format", format, "-o", file).Should().Be(new ToolResult(0, "", ""));
        return file;
    }

    private static ToolResult Fails(int exitCode, string code, string part, params string[] arguments)
    {
        ToolResult result = Tool.Run(arguments);
        result.Error.Should().StartWith($"quarry: error {code}: ").And.Contain(part);
        result.ExitCode.Should().Be(exitCode, result.Error);
        return result;
    }
}
