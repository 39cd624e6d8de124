using System.Text;
using CsCheck;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Tests.Formats;

public sealed class CsvResultWriterTests
{
    [Fact]
    public void Null_is_empty_and_empty_is_quoted()
        => Results.CsvValues(Results.OfText(LogicalType.Utf8, null, "", "x", " y ", "NULL")).Should().Equal("", "\"\"", "x", " y ", "NULL");

    [Fact]
    public void Only_what_needs_quotes_gets_them()
        => Results.Csv(Results.OfText(LogicalType.Utf8, "a,b", "say \"x\"", "1\r\n2", "é漢")).Should()
            .Be("v\n\"a,b\"\n\"say \"\"x\"\"\"\n\"1\r\n2\"\né漢\n");

    [Fact]
    public void Binary_is_base64_and_empty_binary_is_not_null()
        => Results.CsvValues(Results.OfBytes(LogicalType.Binary, [], null, [0xFF])).Should().Equal("\"\"", "", "/w==");

    [Fact]
    public void The_header_is_quoted_like_a_field()
    {
        ColumnSchema[] columns = [Results.Column("a,b", LogicalType.Int64), Results.Column("", LogicalType.Int64), Results.Column("a,b", LogicalType.Int64)];
        Results.Csv(Results.Batch(columns, 0, (_, _) => { })).Should().Be("\"a,b\",\"\",\"a,b\"\n");
    }

    [Fact]
    public void Lists_and_json_are_json_text()
    {
        ColumnSchema[] columns = [Results.Column("l", LogicalType.List(LogicalType.Int32)), Results.Column("j", LogicalType.Json)];
        ColumnBatch batch = Results.Batch(columns, 1, (builder, _) =>
        {
            var list = (ListColumnBuilder)builder.Columns[0];
            ((FixedColumnBuilder<int>)list.Elements).Append(1);
            list.Elements.AppendNull();
            list.EndList();
            ((VariableColumnBuilder)builder.Columns[1]).Append("{\"a\":1}"u8);
        });
        Results.Csv(batch).Should().Be("l,j\n\"[1,null]\",\"{\"\"a\"\":1}\"\n");
    }

    [Fact]
    public void A_blank_line_stands_between_results()
    {
        var stream = new MemoryStream();
        var output = new OutputBuffer(stream);
        var writer = new CsvResultWriter(output);
        for (int i = 0; i < 2; i++)
        {
            using ColumnBatch batch = Results.Of<long>(LogicalType.Int64, i);
            writer.Begin(batch.Schema);
            writer.Write(batch);
            writer.End();
        }

        Encoding.UTF8.GetString(stream.ToArray()).Should().Be("v\n0\n\nv\n1\n");
    }

    [Fact]
    public void Any_text_reads_back()
        => Gen.Char[" ,\"\r\nab漢"].Array[0, 8].Select(chars => new string(chars)).Null().Array[1, 20].Sample(values =>
        {
            string csv = Results.Csv(Results.OfText(LogicalType.Utf8, values));
            Parse(csv).Should().Equal(["v", .. values]);
        });

    // One field per record; null for nothing between the separators.
    private static List<string?> Parse(string csv)
    {
        var fields = new List<string?>();
        for (int i = 0; i < csv.Length; i++)
        {
            if (csv[i] != '"')
            {
                int end = csv.IndexOf('\n', i);
                fields.Add(end == i ? null : csv[i..end]);
                i = end;
                continue;
            }

            var text = new StringBuilder();
            for (i++; csv[i] != '"' || csv[i + 1] == '"'; i++)
            {
                text.Append(csv[i]);
                i += csv[i] == '"' ? 1 : 0;
            }

            fields.Add(text.ToString());
            i++;
            csv[i].Should().Be('\n');
        }

        return fields;
    }
}
