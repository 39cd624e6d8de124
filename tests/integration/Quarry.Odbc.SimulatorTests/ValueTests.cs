using System.Globalization;
using System.Numerics;
using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>Values of every type of the driver arrive exactly.</summary>
[Collection(Simulator.Collection)]
public sealed class ValueTests
{
    private const long Epoch2000 = 946_684_800;

    [Theory]
    [InlineData("bit", TypeKind.Boolean)]
    [InlineData("tinyint", TypeKind.Int8)]
    [InlineData("tinyint unsigned", TypeKind.UInt8)]
    [InlineData("smallint", TypeKind.Int16)]
    [InlineData("smallint unsigned", TypeKind.UInt16)]
    [InlineData("integer", TypeKind.Int32)]
    [InlineData("integer unsigned", TypeKind.UInt32)]
    [InlineData("bigint", TypeKind.Int64)]
    [InlineData("bigint unsigned", TypeKind.UInt64)]
    [InlineData("real", TypeKind.Float32)]
    [InlineData("float", TypeKind.Float64)]
    [InlineData("double", TypeKind.Float64)]
    [InlineData("date", TypeKind.Date32)]
    [InlineData("guid", TypeKind.Uuid)]
    [InlineData("varbinary(20)", TypeKind.Binary)]
    [InlineData("varchar(20)", TypeKind.Utf8)]
    [InlineData("nvarchar(20)", TypeKind.Utf8)]
    public Task Sequences_with_nulls_over_several_blocks(string type, TypeKind kind) => Sim.UseAsync("", async session =>
    {
        const int Rows = 5000;
        ResultSet result = await Sim.QueryAsync(session, $"result rows={Rows} | v {type} null-every=7");
        result.Schema!.Columns[0].Type.Kind.Should().Be(kind);
        result.Column(0).Should().Equal(Enumerable.Range(0, Rows).Select(row => row % 7 == 6 ? null : Expected(kind, row, type)));
    });

    [Theory]
    [InlineData("varchar(20)")]
    [InlineData("nvarchar(20)")]
    [InlineData("char(20)")]
    [InlineData("nchar(20)")]
    [InlineData("text")]
    [InlineData("ntext")]
    public async Task Text_is_the_same_by_both_encodings(string type)
    {
        string[] texts = ["", "a", "äöü€", "日本語", "😀😀", "x\"y", "tail "];
        string sql = $"result rows=21 | v {type} {string.Join(",", texts.Select(text => '"' + text.Replace("\"", "\\\"", StringComparison.Ordinal) + '"'))},null";
        foreach (string encoding in (string[])["utf8", "utf16"])
        {
            await Sim.UseAsync($"odbc.text={encoding}", async session =>
                (await Sim.QueryAsync(session, sql)).Column(0).Should().Equal(Enumerable.Range(0, 21).Select(row => row % 8 == 7 ? null : (object)texts[row % 8])));
        }
    }

    [Theory]
    [InlineData("decimal(1)", "5", "-9", "0")]
    [InlineData("decimal(5,5)", "0.12345", "-0.00001", "0.99999")]
    [InlineData("decimal(18,4)", "12345678901234.5678", "-0.0001", "0")]
    [InlineData("decimal(38,10)", "1234567890123456789012345678.0123456789", "-1234567890123456789012345678.0123456789", "0.0000000001")]
    [InlineData("decimal(76,20)", "12345678901234567890123456789012345678901234567890123456.01234567890123456789", "-99999999999999999999999999999999999999999999999999999999.99999999999999999999", "0.00000000000000000001")]
    [InlineData("numeric(76)", "9999999999999999999999999999999999999999999999999999999999999999999999999999", "-9999999999999999999999999999999999999999999999999999999999999999999999999999", "1")]
    public async Task Decimals_of_every_precision_with_point_and_comma(string type, params string[] values)
    {
        int scale = type.Contains(',', StringComparison.Ordinal) ? int.Parse(type.Split(',')[1].TrimEnd(')'), CultureInfo.InvariantCulture) : 0;
        string sql = $"result rows=6 | v {type} {string.Join(",", values.Select(value => $"\"{value}\""))}";
        IEnumerable<BigInteger> expected = Enumerable.Range(0, 6).Select(row => Unscaled(values[row % 3], scale));
        foreach (string keywords in (string[])["", "Comma=1"])
        {
            await Sim.UseAsync(keywords, async session => (await Sim.QueryAsync(session, sql)).Column(0).Select(value => value switch
            {
                Decimal128 narrow => Unscaled(narrow.ToString(), scale),
                Decimal256 wide => Unscaled(wide.ToString(), scale),
                _ => throw new InvalidOperationException($"{value}"),
            }).Should().Equal(expected));
        }
    }

    [Fact]
    public Task Decimals_in_sequence() => Sim.UseAsync("Comma=1", async session =>
    {
        ResultSet result = await Sim.QueryAsync(session, "result rows=3000 | v decimal(12,2) start=-1500 | d double");
        result.Column(0).Should().Equal(Enumerable.Range(-1500, 3000).Select(value => (object)new Decimal128(value, 2)));
        result.Column(1).Should().Equal(Enumerable.Range(0, 3000).Select(value => (object)(value * 0.25)));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    public async Task Timestamps_keep_their_fraction(int digits)
    {
        long scale = digits > 6 ? 1_000_000_000 : 1_000_000;
        long unit = scale / (long)Math.Pow(10, digits);
        foreach (string keywords in (string[])["", "odbc.timestamps=text"])
        {
            await Sim.UseAsync(keywords, async session =>
            {
                ResultSet result = await Sim.QueryAsync(session, $"result rows=2000 | v timestamp({digits}) step=777777");
                result.Schema!.Columns[0].Type.Unit.Should().Be(digits > 6 ? TimeUnit.Nanosecond : TimeUnit.Microsecond);
                result.Column(0).Should().Equal(Enumerable.Range(0, 2000).Select(row => row * 777_777L)
                    .Select(n => (object)((Epoch2000 + n) * scale + n % (long)Math.Pow(10, digits) * unit)));
            });
        }
    }

    [Theory]
    [InlineData("0001-01-01", -719162)]
    [InlineData("1969-12-31", -1)]
    [InlineData("1970-01-01", 0)]
    [InlineData("2000-02-29", 11016)]
    [InlineData("9999-12-31", 2932896)]
    public async Task Dates_to_the_ends_of_the_calendar(string date, int days)
    {
        foreach (string keywords in (string[])["", "odbc.dates=text"])
        {
            await Sim.UseAsync(keywords, async session => (await Sim.QueryAsync(session, $"result | v date \"{date}\"")).Rows[0].Should().Equal(days));
        }
    }

    [Fact]
    public Task What_no_type_holds_stays_text() => Sim.UseAsync("", async session =>
    {
        ResultSet result = await Sim.QueryAsync(session, "result | a time \"23:59:58\" | b ss_time2(7) \"01:02:03.1234567\" | c ss_timestampoffset(7) \"2024-01-02 03:04:05.1234567 +02:00\" | d varchar(10) sqltype=-999 \"x\"");
        result.Rows[0][0].Should().Be("23:59:58");
        result.Rows[0][1].Should().Be("01:02:03.1234567");
        result.Rows[0][2].Should().BeOfType<TimestampOffset>().Which.OffsetMinutes.Should().Be(120);
        result.Rows[0][3].Should().Be("x");
    });

    [Theory]
    [InlineData("v date \"2023-02-29\"", "")]
    [InlineData("v date \"2023-13-01\"", "odbc.dates=text")]
    [InlineData("v date \"-0044-03-15\"", "")]
    [InlineData("v timestamp(6) \"2023-02-30 00:00:00\"", "odbc.timestamps=text")]
    [InlineData("v timestamp(6) \"2300-01-01 00:00:00\" sqltype=93 describe-digits=9", "")]
    [InlineData("v integer \"twelve\"", "")]
    [InlineData("v decimal(10,2) \"1.2.3\"", "")]
    [InlineData("v decimal(4,2) \"123.45\"", "")]
    [InlineData("v tinyint \"12\",\"300\" sqltype=-6", "")]
    public async Task What_is_no_value_of_the_type_is_an_error_and_never_another_value(string column, string keywords) => await Sim.UseAsync(keywords, async session =>
    {
        QuarryException error = await Sim.FailsAsync(session, $"result rows=40 | id bigint | {column}");
        error.Kind.Should().BeOneOf(ErrorKind.Server, ErrorKind.User);
        (await Sim.QueryAsync(session, "select 7")).Rows[0].Should().Equal(7L);
    });

    [Fact]
    public Task No_rows_no_columns_and_several_results() => Sim.UseAsync("", async session =>
    {
        List<ResultSet> results = await Sim.ReadAsync(session, Sim.Plan("result rows=0 | a bigint | b varchar(5) ;; affected 17 ;; result rows=3 | a integer ;; affected 0 ;; result rows=0 | c text"));
        results.Should().HaveCount(5);
        results[0].Rows.Should().BeEmpty();
        results[0].Schema!.Columns.Select(column => column.Name).Should().Equal("a", "b");
        results[1].Schema.Should().BeNull();
        results.Select(result => result.Affected).Should().Equal(-1, 17, -1, 0, -1);
        results[2].Column(0).Should().Equal(0, 1, 2);
        results[4].Rows.Should().BeEmpty();
    });

    [Fact]
    public Task An_error_in_a_later_result_comes_there() => Sim.UseAsync("", async session =>
    {
        await using (ResultReader reader = await session.ExecuteAsync(Sim.Plan("result rows=2 | a bigint ;; error 42000 99 \"no such thing\" ;; affected 1"), [], CancellationToken.None))
        {
            using (ColumnBatch? batch = await reader.ReadAsync(CancellationToken.None))
            {
                batch!.Rows.Should().Be(2);
            }

            Func<Task> next = () => reader.NextResultAsync(CancellationToken.None).AsTask();
            (await next.Should().ThrowAsync<QuarryException>()).Which.VendorCode.Should().Be(99);
        }

        (await Sim.QueryAsync(session, "select 7")).Rows[0].Should().Equal(7L);
    });

    [Theory]
    [InlineData(1, 10)]
    [InlineData(7, 100)]
    [InlineData(1000, 5000)]
    [InlineData(16384, 40000)]
    public Task Batches_hold_the_rows_asked_for(int limit, int rows) => Sim.UseAsync("", async session =>
    {
        QueryPlan plan = Sim.Plan($"result rows={rows} | a bigint | b varchar(10)") with { Batch = new() { Rows = limit } };
        ResultSet result = (await Sim.ReadAsync(session, plan))[0];
        result.Batches.SkipLast(1).Should().OnlyContain(count => count == limit);
        result.Column(0).Should().Equal(Enumerable.Range(0, rows).Select(row => (object)(long)row));
        result.Column(1).Should().Equal(Enumerable.Range(0, rows).Select(row => (object)row.ToString(CultureInfo.InvariantCulture)));
    });

    [Fact]
    public Task Batches_end_behind_the_row_that_reaches_the_bytes() => Sim.UseAsync("odbc.text=utf8", async session =>
    {
        QueryPlan plan = Sim.Plan("result rows=1000 | b varchar(1000) repeat=1000") with { Batch = new() { Bytes = 50_000 } };
        ResultSet result = (await Sim.ReadAsync(session, plan))[0];
        // 1000 bytes and an offset of 4 each: the 50th row reaches 50 000.
        result.Batches.Should().Equal(Enumerable.Repeat(50, 20));
        result.Rows.Should().HaveCount(1000);
    });

    [Fact]
    public Task The_fast_way_for_measuring_gives_full_blocks() => Sim.UseAsync("odbc.array-rows=100", async session =>
    {
        ResultSet result = await Sim.QueryAsync(session, "result prefill rows=1000 | a bigint | b nvarchar(10)");
        result.Column(0).Should().Equal(Enumerable.Range(0, 1000).Select(row => (object)(long)(row % 100)));
        result.Column(1).Should().Equal(Enumerable.Range(0, 1000).Select(row => (object)(row % 100).ToString(CultureInfo.InvariantCulture)));
    });

    [Fact]
    public Task A_result_may_be_left_before_its_end() => Sim.UseAsync("", async session =>
    {
        for (int i = 0; i < 5; i++)
        {
            await using (ResultReader reader = await session.ExecuteAsync(Sim.Plan("result rows=100000 | a bigint | b text repeat=50") with { Batch = new() { Rows = 100 } }, [], CancellationToken.None))
            {
                for (int read = 0; read < i; read++)
                {
                    (await reader.ReadAsync(CancellationToken.None))!.Dispose();
                }
            }

            (await Sim.QueryAsync(session, "select 7")).Rows[0].Should().Equal(7L);
        }
    });

    private static object Expected(TypeKind kind, int row, string type) => kind switch
    {
        TypeKind.Boolean => (row & 1) == 1,
        TypeKind.Int8 => unchecked((sbyte)row),
        TypeKind.UInt8 => unchecked((byte)row),
        TypeKind.Int16 => (short)row,
        TypeKind.UInt16 => (ushort)row,
        TypeKind.Int32 or TypeKind.Date32 => row,
        TypeKind.UInt32 => (uint)row,
        TypeKind.Int64 => (long)row,
        TypeKind.UInt64 => (ulong)row,
        TypeKind.Float32 => row * 0.25f,
        TypeKind.Float64 => row * 0.25,
        TypeKind.Uuid => new Guid($"00000000-0000-0000-0000-{row:x12}"),
        TypeKind.Binary => row.ToString("X16", CultureInfo.InvariantCulture),
        TypeKind.Utf8 => row.ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException(type),
    };

    private static BigInteger Unscaled(string text, int scale)
    {
        string[] parts = text.Split('.');
        return BigInteger.Parse(parts[0] + (parts.Length > 1 ? parts[1] : "").PadRight(scale, '0'), CultureInfo.InvariantCulture);
    }
}
