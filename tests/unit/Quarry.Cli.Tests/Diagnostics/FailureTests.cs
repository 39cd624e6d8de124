using System.Buffers;
using System.Runtime.ExceptionServices;
using Quarry.Cli.Diagnostics;
using Quarry.Cli.Output;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.Cli.Tests.Diagnostics;

public sealed class FailureTests
{
    [Theory]
    [InlineData(ErrorKind.User, 1)]
    [InlineData(ErrorKind.Server, 2)]
    [InlineData(ErrorKind.Transport, 2)]
    [InlineData(ErrorKind.Internal, 3)]
    [InlineData(ErrorKind.Resource, 4)]
    public void Each_kind_has_its_exit_code(ErrorKind kind, int exitCode)
        => Report(new QuarryException(kind, 5003, "What to do.")).Should().Be((exitCode, "quarry: error QRY5003: What to do.\n"));

    [Fact]
    public void A_closed_pipe_is_quiet() => Report(new ClosedPipeException(new IOException())).Should().Be((0, ""));

    [Fact]
    public void A_defect_shows_where_it_is()
    {
        (int exitCode, string text) = Report(new InvalidOperationException("boom"));
        exitCode.Should().Be(3);
        text.Should().StartWith("quarry: error QRY9000: ").And.Contain("boom").And.Contain(nameof(InvalidOperationException));
    }

    [Fact]
    public void A_message_cannot_steer_the_terminal()
        => Report(new QuarryException(ErrorKind.Server, 20001, "no table \u001b[2Jx")).Text.Should().Be("quarry: error QRY20001: no table \\u001b[2Jx\n");

    [Fact]
    public void A_message_cannot_forge_a_line()
    {
        const string text = "a\nquarry: error QRY5000: b\r\n  hint: c\u0085d";
        const string visible = "a\\nquarry: error QRY5000: b\\r\\n  hint: c\\u0085d";
        Report(new QuarryException(ErrorKind.Server, 20001, text)).Text.Should().Be($"quarry: error QRY20001: {visible}\n");
        Report(Written(new(ErrorKind.Server, 20001, text))).Text.Should().EndWith($"says why: {visible}\n");
        Report(new InvalidOperationException(text)).Text.Split('\n')[1..].Should().OnlyContain(line => line.Length == 0 || line.StartsWith("  "));
    }

    [Theory]
    [InlineData(ErrorKind.User)]
    [InlineData(ErrorKind.Server)]
    [InlineData(ErrorKind.Resource)]
    [InlineData(ErrorKind.Internal)]
    public void An_error_of_the_writer_of_a_file_is_told_without_our_hints_and_stack(ErrorKind kind)
    {
        foreach (int code in (int[])[2001, 2016, 9008])
        {
            Report(Written(new(kind, code, "boom", "57014", null) { VendorCode = 7 })).Should().Be((2,
                $"quarry: error QRY{code}: Whoever wrote the input could not finish it, and says why: boom\n  SQLSTATE 57014, vendor code 7\n"));
        }
    }

    [Theory]
    [InlineData(1008, "--batch-rows N")]
    [InlineData(2001, "--batch-rows N")]
    [InlineData(5201, "-p NAME[:TYPE]=VALUE")]
    [InlineData(5202, "-p NAME[:TYPE]=VALUE")]
    [InlineData(5203, "-p NAME[:TYPE]=VALUE")]
    [InlineData(5204, "-p [:TYPE]=VALUE for each ?")]
    [InlineData(5206, "-p [:TYPE]=VALUE for each ?")]
    [InlineData(5401, "--timeout SECONDS")]
    [InlineData(6030, "--plugins-dir DIR or in QUARRY_PLUGINS")]
    [InlineData(6031, "--plugins-dir DIR")]
    [InlineData(6032, "--plugins-dir DIR")]
    [InlineData(6035, "--plugins-dir DIR")]
    [InlineData(6060, "--plugins-dir DIR")]
    [InlineData(20201, "-p NAME[:TYPE]=VALUE")]
    [InlineData(20300, "--mismatch-as-text")]
    [InlineData(20301, "--mismatch-as-text")]
    public void A_second_line_names_the_option_that_helps(int code, string option)
    {
        string[] lines = Report(new QuarryException(ErrorKind.User, code, "What is wrong.")).Text.Split('\n');
        lines[0].Should().Be($"quarry: error QRY{code}: What is wrong.");
        lines[1].Should().StartWith("  hint: ").And.Contain(option).And.EndWith(".");
        lines[2..].Should().Equal("");
    }

    [Fact]
    public void A_defect_of_a_plugin_shows_where_it_is()
    {
        var fault = (QuarryException)ExceptionDispatchInfo.SetRemoteStackTrace(new QuarryException(ErrorKind.Internal, 1020, "m"), "   at Acme.Driver..ctor()");
        Report(fault).Text.Should().StartWith("quarry: error QRY1020: m\n   at Acme.Driver..ctor()\n");
    }

    [Fact]
    public void Sqlstate_and_vendor_code_are_shown()
        => Report(new QuarryException(ErrorKind.Server, 20001, "m", "42601", null) { VendorCode = 7 }).Text.Should()
            .Be("quarry: error QRY20001: m\n  SQLSTATE 42601, vendor code 7\n");

    [Theory]
    [InlineData("selct 1", 1, "  selct 1\n  ^\n")]
    [InlineData("select *\nform t\nwhere x", 10, "  form t\n  ^\n")]
    [InlineData("select *\r\n\tform t", 12, "   form t\n   ^\n")]
    [InlineData("select", 7, "  select\n        ^\n")]
    [InlineData("a\nb", 2, "  a\n   ^\n")]
    [InlineData("select '漢字' x", 13, "  select '漢字' x\n                ^\n")]
    public void A_caret_marks_the_place(string sql, int position, string expected)
        => Report(new QuarryException(ErrorKind.Server, 20001, "m") { Position = position }, sql).Text.Should().Be("quarry: error QRY20001: m\n" + expected);

    [Fact]
    public void A_long_line_is_shown_around_the_place()
    {
        string sql = new string('a', 500) + "X" + new string('b', 500);
        string[] lines = SqlExcerpt.Create(sql, 501)!.Split('\n');
        lines[0].Length.Should().BeLessThan(130);
        lines[0][lines[1].IndexOf('^', StringComparison.Ordinal)].Should().Be('X');
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(9)]
    public void An_unknown_place_is_not_marked(int position) => SqlExcerpt.Create("select", position).Should().BeNull();

    /// <summary>The error as a reader of a file that ended with it throws it.</summary>
    private static RowBufferWriterException Written(QuarryException error)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new RowBufferWriter(bytes, new([]), new()))
        {
            writer.Fail(error);
        }

        using var arena = new Arena(new());
        using RowBufferReader reader = RowBufferReader.Open(bytes.WrittenMemory, arena, new());
        return reader.Invoking(r => r.Read()).Should().Throw<RowBufferWriterException>().Which;
    }

    private static (int ExitCode, string Text) Report(Exception error, string? sql = null)
    {
        var output = new StringWriter();
        int exitCode = Failure.Report(error, sql, output);
        return (exitCode, output.ToString());
    }
}
