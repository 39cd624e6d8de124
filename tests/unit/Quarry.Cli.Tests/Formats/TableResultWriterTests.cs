using System.Text;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;
using Quarry.Contracts;
using Spectre.Console;

namespace Quarry.Cli.Tests.Formats;

public sealed class TableResultWriterTests
{
    [Fact]
    public void Columns_align_numbers_to_the_right()
        => Results.Table(People()).Should().Be("""
            name  amount
            ----  ------
            Ann    12.50
            NULL    NULL
            漢字    1.00
            (3 rows)

            """.ReplaceLineEndings("\n"));

    [Fact]
    public void A_value_wider_than_the_first_rows_is_not_cut()
    {
        ColumnSchema[] columns = [Results.Column("a", LogicalType.Utf8), Results.Column("b", LogicalType.Int64)];
        string table = Results.Table(Results.Batch(columns, 1, (b, _) => Append(b, "x")), Results.Batch(columns, 1, (b, _) => Append(b, new string('y', 200))));
        table.Split('\n').Should().Equal("a  b", "-  -", "x  1", new string('y', 200) + "  1", "(2 rows)", "");

        static void Append(BatchBuilder builder, string text)
        {
            builder.Columns[0].AppendUtf16(text);
            ((FixedColumnBuilder<long>)builder.Columns[1]).Append(1);
        }
    }

    [Fact]
    public void Control_characters_are_shown_and_not_sent()
        => Results.Table(Results.OfText(LogicalType.Utf8, "a\u001b[31mb\nc\td\r\u007f\u009b2Jé")).Should()
            .Contain("a\\u001b[31mb\\nc\\td\\r\\u007f\\u009b2Jé\n").And.NotContain("\u001b");

    [Fact]
    public void Bytes_are_hexadecimal()
        => Results.Table(Results.OfBytes(LogicalType.Binary, [0x00, 0xAB], [])).Split('\n')[2..4].Should().Equal("\\x00ab", "\\x");

    [Fact]
    public void An_empty_result_has_its_heading()
        => Results.Table(Results.Of<long>(LogicalType.Int64)).Should().Be("v\n-\n(0 rows)\n");

    [Fact]
    public void A_statement_without_result_says_what_it_changed()
    {
        Statement(3).Should().Be("(3 rows affected)\n");
        Statement(1).Should().Be("(1 row affected)\n");
        Statement(-1).Should().Be("(done)\n");

        static string Statement(long rowsAffected)
        {
            var stream = new MemoryStream();
            new TableResultWriter(new OutputBuffer(stream)).WriteRowsAffected(rowsAffected);
            return Encoding.UTF8.GetString(stream.ToArray());
        }
    }

    [Fact]
    public void The_terminal_table_holds_every_row_across_pieces()
    {
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        var writer = new TerminalTableResultWriter(console);
        using ColumnBatch batch = Results.Of<long>(LogicalType.Int64, [.. Enumerable.Range(0, 450).Select(i => i == 7 ? (long?)null : 100_000 + i)]);
        writer.Begin(batch.Schema);
        writer.Write(batch);
        writer.End();

        string output = text.ToString();
        output.Should().Contain("NULL").And.Contain("(450 rows)").And.NotContain("100007");
        Enumerable.Range(0, 450).Where(i => i != 7).Should().OnlyContain(i => output.Contains($" {100_000 + i} "));
    }

    private static ColumnBatch People()
        => Results.Batch([Results.Column("name", LogicalType.Utf8), Results.Column("amount", LogicalType.Decimal128(10, 2))], 3, (builder, row) =>
        {
            if (row == 1)
            {
                builder.Columns[0].AppendNull();
                builder.Columns[1].AppendNull();
                return;
            }

            builder.Columns[0].AppendUtf16(row == 0 ? "Ann" : "漢字");
            ((FixedColumnBuilder<Int128>)builder.Columns[1]).Append(row == 0 ? 1250 : 100);
        });
}
