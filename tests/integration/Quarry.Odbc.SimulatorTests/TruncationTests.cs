using System.Globalization;
using System.Text;
using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>Values longer than their room: read exactly where a driver lets them be read again, else an error that names row and column. Never a cut value.</summary>
[Collection(Simulator.Collection)]
public sealed class TruncationTests
{
    private const int Truncated = 4200;
    private const int BadIndicator = 4201;
    private const int RowFailed = 4202;

    [Theory]
    [InlineData("varchar(200)")]
    [InlineData("nvarchar(200)")]
    [InlineData("varbinary(200)")]
    public async Task A_value_longer_than_described_is_read_again_or_an_error(string type)
    {
        string sql = $"result rows=40 | id bigint | v {type} repeat=200 long-every=10 describe-size=11 | tail bigint";
        foreach (string keywords in (string[])["GetDataExtensions=0", "GetDataExtensions=3", "GetDataExtensions=15", "SilentTruncation=1", "TruncatedRowStatusZero=1", "NoTotal=1", "NoSetPos=1;odbc.long-data=position"])
        {
            await Sim.UseAsync($"odbc.text=utf8;{keywords}", async session =>
            {
                QuarryException error = await Sim.FailsAsync(session, sql);
                error.Code.Should().Be(Truncated);
                error.Message.Should().Contain("Row 10,").And.Contain("\"v\"");
                (await Sim.QueryAsync(session, "select 7")).Rows[0].Should().Equal(7L);
            });
        }

        // What the message advises helps, and so does every way that reads a value again.
        foreach (string keywords in (string[])["GetDataExtensions=0;odbc.lengths=hints", "GetDataExtensions=3;odbc.lengths=hints", "odbc.array-rows=1", "odbc.long-data=position", "odbc.long-data=position;TruncatedRowStatusZero=1"])
        {
            await Sim.UseAsync($"odbc.text=utf8;{keywords}", async session => Check(await Sim.QueryAsync(session, sql), 40, 200, 10, 1));
        }
    }

    [Fact]
    public Task The_advice_of_the_error_is_a_setting_that_helps() => Sim.UseAsync("GetDataExtensions=0", async session =>
        (await Sim.FailsAsync(session, "result rows=4 | v varchar(200) repeat=200 describe-size=11")).Message.Should().Contain("odbc.lengths=hints"));

    [Fact]
    public Task A_number_longer_than_described_is_an_error() => Sim.UseAsync("", async session =>
    {
        QuarryException error = await Sim.FailsAsync(session, "result rows=3 | v decimal(38,2) \"1.25\",\"123456789012345678901234567890.25\" describe-size=4");
        error.Message.Should().Contain("Row 2,").And.Contain("\"v\"");
    });

    [Theory]
    [InlineData("")]
    [InlineData("NoTotal=1")]
    [InlineData("ShortReads=7")]
    [InlineData("ShortReads=1000")]
    [InlineData("SilentTruncation=1")]
    [InlineData("NoTerminator=1")]
    [InlineData("TruncatedRowStatusZero=1")]
    [InlineData("RowErrorAfterTruncation=1")]
    [InlineData("SetPosWrongRow=1")]
    [InlineData("NoSetPos=1")]
    [InlineData("MaxSizeZero=1")]
    [InlineData("MaxArrayRows=1;ArrayMode=reject")]
    public async Task Long_columns_row_by_row(string quirk)
    {
        foreach (int extensions in (int[])[0, 1, 3, 11, 15])
        {
            foreach (string encoding in (string[])["utf8", "utf16"])
            {
                await LongColumnsAsync($"GetDataExtensions={extensions};odbc.text={encoding};{quirk}");
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("NoTotal=1")]
    [InlineData("ShortReads=1000")]
    [InlineData("SilentTruncation=1")]
    [InlineData("NoTerminator=1")]
    [InlineData("TruncatedRowStatusZero=1")]
    [InlineData("MaxArrayRows=3;ArrayMode=clamp")]
    public async Task Long_columns_by_position(string quirk)
    {
        await LongColumnsAsync($"GetDataExtensions=15;odbc.long-data=position;odbc.text=utf8;{quirk}");
        await LongColumnsAsync($"GetDataExtensions=15;odbc.long-data=position;odbc.text=utf16;{quirk}");
    }

    [Fact]
    public Task A_driver_that_ignores_the_position_must_not_be_read_by_position() => Sim.UseAsync("SetPosWrongRow=1;GetDataExtensions=15;odbc.long-data=position;odbc.text=utf8", async session =>
    {
        // The reason why by position is never the default: nothing tells that these are another row's values.
        ResultSet result = await Sim.QueryAsync(session, "result rows=4 | v text repeat=9000");
        result.Column(0).Should().NotEqual(Enumerable.Range(0, 4).Select(row => (object)Text(9000, row)));
    });

    [Fact]
    public Task Rows_behind_a_truncated_one_that_fail_are_an_error_in_blocks() => Sim.UseAsync("RowErrorAfterTruncation=1;odbc.long-data=position", async session =>
    {
        QuarryException error = await Sim.FailsAsync(session, "result rows=20 | id bigint | v text repeat=9000 long-every=5");
        error.Code.Should().Be(RowFailed);
        error.Message.Should().Contain("Row 6 ");
    });

    [Theory]
    [InlineData("")]
    [InlineData("GetDataExtensions=3")]
    [InlineData("odbc.long-data=position")]
    public async Task Megabytes_amid_a_block(string quirk)
    {
        const int Megabytes = 5 << 20;
        foreach (string encoding in (string[])["utf8", "utf16"])
        {
            await Sim.UseAsync($"odbc.text={encoding};{quirk}", async session =>
                Check(await Sim.QueryAsync(session, $"result rows=20 | id bigint | v text repeat={Megabytes} long-every=8 | tail bigint"), 20, Megabytes, 8, 1));
        }
    }

    [Theory]
    [InlineData("é")]
    [InlineData("€uro")]
    [InlineData("😀")]
    public async Task Characters_of_several_bytes_are_whole_across_pieces(string unit)
    {
        foreach (string keywords in (string[])["odbc.text=utf8", "odbc.text=utf16", "odbc.text=utf8;odbc.long-data=position", "odbc.text=utf16;NoTotal=1", "odbc.text=utf8;NoTotal=1;GetDataExtensions=0", "odbc.text=utf8;ShortReads=13", "odbc.text=utf16;ShortReads=13"])
        {
            await Sim.UseAsync(keywords, async session =>
            {
                ResultSet result = await Sim.QueryAsync(session, $"result rows=3 | v ntext repeat=50001 unit=\"{unit}\" | t bigint");
                string expected = new StringBuilder().Insert(0, unit, 50001).ToString();
                result.Rows.Should().HaveCount(3);
                result.Column(0).Should().OnlyContain(value => (string)value! == expected);
            });
        }
    }

    [Fact]
    public async Task Bytes_of_every_value_arrive()
    {
        foreach (string keywords in (string[])["", "odbc.long-data=position", "GetDataExtensions=0", "NoTotal=1", "ShortReads=999"])
        {
            await Sim.UseAsync(keywords, async session =>
            {
                ResultSet result = await Sim.QueryAsync(session, "result rows=12 | v blob random=20000 long-every=4");
                result.Column(0).Should().Equal(Enumerable.Range(0, 12).Select(row => (object)Convert.ToHexString(
                    [.. Enumerable.Range(0, row % 4 == 3 ? 20_000 : 10).Select(i => (byte)(Mix((ulong)((row * 1_000_003L) + i)) & 255))])));
            });
        }
    }

    [Theory]
    [InlineData("odbc.text=utf8")]
    [InlineData("odbc.text=utf16")]
    [InlineData("odbc.long-data=position")]
    [InlineData("GetDataExtensions=0")]
    [InlineData("GetDataExtensions=3;odbc.text=utf8")]
    public Task Nulls_and_empty_texts_in_long_columns(string keywords) => Sim.UseAsync(keywords, async session =>
    {
        ResultSet result = await Sim.QueryAsync(session, "result rows=9 | a bigint null-every=3 | b text null-every=2 repeat=9000 | c text \"\",null,\"x\" | d bigint null-every=4");
        result.Column(0).Should().Equal(Enumerable.Range(0, 9).Select(row => row % 3 == 2 ? null : (object)(long)row));
        result.Column(1).Should().Equal(Enumerable.Range(0, 9).Select(row => row % 2 == 1 ? null : (object)Text(9000, row)));
        result.Column(2).Should().Equal(Enumerable.Range(0, 9).Select(row => (object?)(row % 3) switch { 0 => "", 1 => null, _ => "x" }));
        result.Column(3).Should().Equal(Enumerable.Range(0, 9).Select(row => row % 4 == 3 ? null : (object)(long)row));
    });

    [Theory]
    [InlineData("v bigint")]
    [InlineData("v integer")]
    [InlineData("v bit")]
    [InlineData("v date")]
    [InlineData("v timestamp(6)")]
    [InlineData("v guid")]
    [InlineData("v decimal(9,2)")]
    [InlineData("v varchar(10)")]
    [InlineData("v nvarchar(10)")]
    [InlineData("v varbinary(10)")]
    [InlineData("v text")]
    [InlineData("v text repeat=9000")]
    public async Task Lengths_that_cannot_be_are_an_error_that_names_row_and_column(string column)
    {
        foreach (string keywords in (string[])["", "odbc.long-data=position", "GetDataExtensions=0"])
        {
            await Sim.UseAsync(keywords, async session =>
            {
                QuarryException error = await Sim.FailsAsync(session, $"result rows=5 | id bigint | {column} negative-at=2");
                error.Code.Should().Be(BadIndicator);
                error.Message.Should().Contain("Row 3,").And.Contain("\"v\"").And.Contain("-7");
                (await Sim.QueryAsync(session, "select 7")).Rows[0].Should().Equal(7L);
            });
        }
    }

    [Fact]
    public Task Negative_lengths_of_all_columns() => Sim.UseAsync("NegativeLengths=1", async session =>
        (await Sim.FailsAsync(session, "result rows=5 | id bigint | v varchar(10)")).Code.Should().Be(BadIndicator));

    [Theory]
    [InlineData("partial")]
    [InlineData("error")]
    [InlineData("row")]
    public async Task A_query_that_fails_while_it_is_read(string mode)
    {
        foreach (string column in (string[])["v varchar(10)", "v text"])
        {
            await Sim.UseAsync("", async session =>
            {
                QuarryException error = await Sim.FailsAsync(session, $"result rows=3000 fail-after-rows=2500 fail-mode={mode} fail-native=815 fail-message=\"disk is gone\" | id bigint | {column}");
                error.VendorCode.Should().Be(815);
                error.Message.Should().Contain("disk is gone");
                (await Sim.QueryAsync(session, "select 7")).Rows[0].Should().Equal(7L);
            });
        }
    }

    private static async Task LongColumnsAsync(string keywords)
    {
        try
        {
            await Sim.UseAsync(keywords, async session =>
            {
                Check(await Sim.QueryAsync(session, "result rows=23 | id bigint | v text repeat=9001 long-every=3 | tail bigint"), 23, 9001, 3, 1);
                ResultSet two = await Sim.QueryAsync(session, "result rows=7 | v ntext repeat=40000 | id bigint | w blob repeat=5000 long-every=2 | x varchar(20)");
                two.Column(0).Should().Equal(Enumerable.Range(0, 7).Select(row => (object)Text(40_000, row)));
                two.Column(1).Should().Equal(Enumerable.Range(0, 7).Select(row => (object)(long)row));
                two.Column(2).Should().Equal(Enumerable.Range(0, 7).Select(row => (object)Bytes(row % 2 == 1 ? 5000 : 10, row)));
                two.Column(3).Should().Equal(Enumerable.Range(0, 7).Select(row => (object)row.ToString(CultureInfo.InvariantCulture)));
            });
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"With {keywords}: {error.Message}", error);
        }
    }

    private static void Check(ResultSet result, int rows, int length, int every, int column)
    {
        bool bytes = result.Schema!.Columns[column].Type.Kind == TypeKind.Binary;
        result.Rows.Should().HaveCount(rows);
        for (int row = 0; row < rows; row++)
        {
            int expected = row % every == every - 1 ? length : Math.Min(length, 10);
            (result.Rows[row][column] is string text && text == (bytes ? Bytes(expected, row) : Text(expected, row))).Should().BeTrue($"row {row} is whole");
            result.Rows[row][0].Should().Be((long)row);
            result.Rows[row][^1].Should().Be((long)row);
        }
    }

    private static string Text(int length, int row) => string.Create(length, row, static (text, n) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)('a' + ((n + i) % 26));
        }
    });

    private static string Bytes(int length, int row) => Convert.ToHexString([.. Enumerable.Range(0, length).Select(i => (byte)(row + i))]);

    private static ulong Mix(ulong z)
    {
        z += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
