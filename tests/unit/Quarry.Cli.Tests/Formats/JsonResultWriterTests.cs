using System.Text;
using System.Text.Json;
using CsCheck;
using Quarry.Cli.Formats;
using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Tests.Formats;

public sealed class JsonResultWriterTests
{
    [Fact]
    public void Text_is_escaped_only_where_json_requires_it()
        => Results.JsonValues(Results.OfText(LogicalType.Utf8, "a\"b\\c", "\n\r\t\b\f\0\u001f", "é漢😀</script>\u007f", "", null)).Should()
            .Equal("\"a\\\"b\\\\c\"", "\"\\n\\r\\t\\b\\f\\u0000\\u001f\"", "\"é漢😀</script>\u007f\"", "\"\"", "null");

    [Fact]
    public void Any_text_reads_back()
        => Gen.String.Select(text => text.Where(c => !char.IsSurrogate(c)).ToArray()).Array[1, 20].Sample(texts =>
        {
            string[] values = [.. texts.Select(text => new string(text))];
            string[] lines = Results.Json(Results.OfText(LogicalType.Utf8, values)).Split('\n')[..^1];
            lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("v").GetString()).Should().Equal(values);
        });

    [Fact]
    public void Values_larger_than_the_buffer_pass_whole()
    {
        string text = string.Concat(Enumerable.Repeat("0123456789\"", 60_000));
        byte[] bytes = [.. Enumerable.Range(0, 500_000).Select(i => (byte)i)];
        JsonDocument.Parse(Results.Json(Results.OfText(LogicalType.Utf8, text))).RootElement.GetProperty("v").GetString().Should().Be(text);
        JsonDocument.Parse(Results.Json(Results.OfBytes(LogicalType.Binary, bytes))).RootElement.GetProperty("v").GetBytesFromBase64().Should().Equal(bytes);
    }

    [Fact]
    public void Binary_is_base64()
        => Results.JsonValues(Results.OfBytes(LogicalType.Binary, [], [0], [0xFF, 0xFE, 0xFD], null)).Should().Equal("\"\"", "\"AA==\"", "\"//79\"", "null");

    [Fact]
    public void Json_columns_are_embedded_on_one_line()
        => Results.JsonValues(Results.OfText(LogicalType.Json, "{ \"a\":\r\n [1, 2.50] }", "\"x\"", "null", null)).Should()
            .Equal("{ \"a\":   [1, 2.50] }", "\"x\"", "null", "null");

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":1},\"forged\":{}")]
    [InlineData("{\"a\":")]
    [InlineData("nul")]
    public void A_json_column_that_is_not_json_names_row_and_column(string bad)
    {
        Action write = () => Results.Json(Results.OfText(LogicalType.Json, "1", "2"), Results.OfText(LogicalType.Json, "3", bad));
        QuarryException error = write.Should().Throw<QuarryException>().WithMessage("Row 4, column \"v\": the value is not valid JSON*--format csv*cast*").Which;
        error.Code.Should().Be(ErrorCodes.JsonMalformed);
        error.Kind.Should().Be(ErrorKind.User);
    }

    [Fact]
    public void Lists_are_arrays()
    {
        ColumnBatch batch = Results.Batch([Results.Column("v", LogicalType.List(LogicalType.Utf8))], 4, (builder, row) =>
        {
            var list = (ListColumnBuilder)builder.Columns[0];
            if (row == 2)
            {
                list.AppendNull();
                return;
            }

            for (int i = 0; i < row; i++)
            {
                if (i == 1)
                {
                    list.Elements.AppendNull();
                }
                else
                {
                    ((VariableColumnBuilder)list.Elements).Append(Encoding.UTF8.GetBytes($"\"{row}.{i}"));
                }
            }

            list.EndList();
        });
        Results.JsonValues(batch).Should().Equal("[]", "[\"\\\"1.0\"]", "null", "[\"\\\"3.0\",null,\"\\\"3.2\"]");
    }

    [Fact]
    public void Columns_of_the_same_name_stay_in_order()
    {
        ColumnSchema[] columns = [Results.Column("a\"", LogicalType.Int64), Results.Column("a\"", LogicalType.Int64), Results.Column("", LogicalType.Int64)];
        ColumnBatch batch = Results.Batch(columns, 1, (builder, _) =>
        {
            for (int i = 0; i < 3; i++)
            {
                ((FixedColumnBuilder<long>)builder.Columns[i]).Append(i);
            }
        });
        Results.Json(batch).Should().Be("{\"a\\\"\":0,\"a\\\"\":1,\"\":2}\n");
    }

    [Fact]
    public void Rows_without_columns_are_empty_objects()
        => Results.Json(Results.Batch([], 2, (_, _) => { })).Should().Be("{}\n{}\n");

    [Theory]
    [InlineData(TypeKind.Int64)]
    [InlineData(TypeKind.Float64)]
    [InlineData(TypeKind.Decimal128)]
    [InlineData(TypeKind.Decimal256)]
    [InlineData(TypeKind.Date32)]
#if !DEBUG // Unoptimised code boxes the unit.
    [InlineData(TypeKind.Timestamp)]
#endif
    [InlineData(TypeKind.Interval)]
    [InlineData(TypeKind.Utf8)]
    [InlineData(TypeKind.Json)]
    [InlineData(TypeKind.Binary)]
    public void A_value_allocates_nothing(TypeKind kind)
    {
        using ColumnBatch batch = kind switch
        {
            TypeKind.Int64 => Numbers<long>(LogicalType.Int64, i => i),
            TypeKind.Float64 => Numbers(LogicalType.Float64, i => i / 7.0),
            TypeKind.Decimal128 => Numbers<Int128>(LogicalType.Decimal128(38, 4), i => i),
            TypeKind.Decimal256 => Numbers(LogicalType.Decimal256(76, 4), i => (Int256)i),
            TypeKind.Date32 => Numbers(LogicalType.Date32, i => i),
            TypeKind.Timestamp => Numbers<long>(LogicalType.TimestampUtc(TimeUnit.Microsecond), i => i),
            TypeKind.Interval => Numbers(LogicalType.Interval, i => new Interval(i, i, i)),
            TypeKind.Utf8 => Results.OfText(LogicalType.Utf8, [.. Enumerable.Repeat("some \"text\"", Rows)]),
            TypeKind.Json => Results.OfText(LogicalType.Json, [.. Enumerable.Repeat("[1,{\"a\":2}]", Rows)]),
            _ => Results.OfBytes(LogicalType.Binary, [.. Enumerable.Repeat(new byte[10], Rows)]),
        };
        var writer = new JsonResultWriter(new OutputBuffer(Stream.Null));
        writer.Begin(batch.Schema);
        writer.Write(batch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        writer.Write(batch);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Rows, "at most a fixed cost per batch");
    }

    private const int Rows = 2000;

    private static ColumnBatch Numbers<T>(LogicalType type, Func<int, T> value)
        where T : unmanaged
        => Results.Of(type, [.. Enumerable.Range(0, Rows).Select(i => (T?)value(i))]);
}
