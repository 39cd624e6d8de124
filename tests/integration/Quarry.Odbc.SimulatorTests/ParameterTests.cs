using System.Data;
using System.Text;
using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>Parameters as the driver receives them: the value, and how it is declared.</summary>
[Collection(Simulator.Collection)]
public sealed class ParameterTests
{
    public static TheoryData<string, string, string> Forms { get; } = new()
    {
        // C type/SQL type/size/digits/length/value, each by its number in sql.h and sqlext.h.
        { "boolean", "-7/-7/1/0/1/1", "" },
        { "boolean", "1/-7/1/0/1/1", "odbc.booleans=text" },
        { "int8", "-25/5/5/0/8/-12", "" },
        { "uint8", "-25/5/5/0/8/200", "" },
        { "int16", "-25/5/5/0/8/-1234", "" },
        { "uint16", "-25/4/10/0/8/65000", "" },
        { "int32", "-16/4/10/0/4/-123456", "" },
        { "uint32", "-25/-5/19/0/8/4000000000", "" },
        { "int64", "-25/-5/19/0/8/-9223372036854775808", "" },
        { "int64", "1/2/20/0/20/-9223372036854775808", "odbc.integers=text" },
        { "uint64", "1/2/20/0/20/18446744073709551615", "" },
        { "float32", "7/7/7/0/4/1.5", "" },
        { "float64", "8/8/15/0/8/-2.25", "" },
        { "decimal", "1/3/10/3/8/1234.567", "" },
        { "wide", "1/3/76/20/10/-12345678.00000000000000000001", "" },
        { "date", "1/91/10/0/10/2000-02-29", "" },
        { "timestamp", "1/93/26/6/26/2000-01-01 00:00:00.000001", "" },
        { "seconds", "1/93/19/0/19/2000-01-01 00:00:00", "" },
        { "uuid", "1/12/36/0/36/00112233-4455-6677-8899-aabbccddeeff", "" },
        { "text", "-8/-9/5/0/10/tä€😀", "" },
        { "text", "1/12/10/0/10/tä€😀", "odbc.text=utf8" },
        { "empty", "-8/-9/1/0/0/", "" },
        { "json", "-8/-9/7/0/14/{\"a\":1}", "" },
        { "binary", "-2/-3/3/0/3/00FF10", "" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public Task Every_type_arrives(string type, string expected, string keywords) => Sim.UseAsync(keywords, async session =>
    {
        object?[] row = (await Sim.QueryAsync(session, "echo ?", Value(type))).Rows[0];
        // How wide the length is declared depends on the room for the longest of an array: the number and the value count.
        Essence((string)row[0]!).Should().Be(Essence(expected));
        row = (await Sim.QueryAsync(session, "echo ? ?", new Parameter(Value(type).Type, null), Value(type))).Rows[0];
        ((string)row[0]!).Should().EndWith("/-1/null");
        row[1].Should().BeNull();
        Essence((string)row[2]!).Should().Be(Essence(expected));
    });

    [Fact]
    public Task Values_that_only_text_holds() => Sim.UseAsync("", async session =>
    {
        Parameter[] values = [new(LogicalType.Time64(TimeUnit.Microsecond), 3_661_000_001L), new(LogicalType.TimestampOffset(TimeUnit.Microsecond), new TimestampOffset(0, 90)), new(LogicalType.Interval, new Interval(1, 2, 3))];
        object?[] row = (await Sim.QueryAsync(session, "echo ? ? ?", values)).Rows[0];
        ((string)row[0]!).Should().EndWith("/01:01:01.000001");
        ((string)row[2]!).Should().Contain("1970-01-01").And.Contain("+01:30");
        ((string)row[4]!).Should().StartWith("1/12/");
    });

    [Fact]
    public async Task Markers_that_name_their_value_may_stand_several_times()
    {
        var host = new TestHost();
        Driver generic = OdbcDriver.Generic(new() { Product = "QuarrySim", Version = new(1, 0) });
        await using (Session session = (await new OdbcDriver(new NumberingDriver(generic), null).OpenAsync(Sim.Target(""), host, CancellationToken.None))!)
        {
            ResultSet result = await Sim.QueryAsync(session, "echo $2 $1 $2 $2", new Parameter(LogicalType.Int32, 1), new Parameter(LogicalType.Utf8, "x"));
            result.Rows[0].Where((_, index) => index % 2 == 0).Select(value => ((string)value!).Split('/')[^1]).Should().Equal("x", "1", "x", "x");
        }

        Sim.NothingIsLeft(host);
    }

    [Theory]
    [InlineData("odbc.text=utf8", 1)]
    [InlineData("odbc.text=utf16", 2)]
    public Task A_megabyte_of_text_and_bytes(string keywords, int unit) => Sim.UseAsync(keywords, async session =>
    {
        string text = new StringBuilder().Insert(0, "abcdefghij", 100_000).ToString();
        byte[] bytes = [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)i)];
        object?[] row = (await Sim.QueryAsync(session, "echo ? ?", new Parameter(LogicalType.Utf8, text), new Parameter(LogicalType.Binary, bytes))).Rows[0];
        ((string)row[0]!).Should().EndWith($"/0/{1_000_000 * unit}/{text}").And.StartWith(unit == 1 ? "1/-1/" : "-8/-10/");
        ((string)row[3]! == Convert.ToHexString(bytes)).Should().BeTrue();
    });

    [Fact]
    public Task A_value_of_another_form_is_an_error() => Sim.UseAsync("", async session =>
    {
        (await Sim.FailsAsync(session, "echo ?", new Parameter(LogicalType.Int32, "7"))).Kind.Should().Be(ErrorKind.User);
        (await Sim.FailsAsync(session, "echo ?", new Parameter(LogicalType.List(LogicalType.Int32), null))).Code.Should().Be(4300);
        Func<Task> count = () => session.ExecuteAsync(Sim.Plan("echo ? ?") with { ParameterCount = 2 }, [new(LogicalType.Int32, 7)], CancellationToken.None).AsTask();
        (await count.Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(4104);
        (await Sim.QueryAsync(session, "select 7")).Rows[0].Should().Equal(7L);
    });

    [Fact]
    public async Task A_driver_without_big_integers_gets_text()
    {
        foreach (string keywords in (string[])["NoBigint=1;odbc.integers=text", "Personality=oracle"])
        {
            await Sim.UseAsync(keywords, async session =>
            {
                object?[] row = (await Sim.QueryAsync(session, "echo ? ?", new Parameter(LogicalType.Int64, long.MaxValue), new Parameter(LogicalType.Int32, -5))).Rows[0];
                ((string)row[0]!).Should().EndWith("/9223372036854775807");
                ResultSet result = await Sim.QueryAsync(session, "result rows=3000 | a bigint start=-5 null-every=9 | b integer | c tinyint unsigned");
                result.Column(0).Should().Equal(Enumerable.Range(0, 3000).Select(i => i % 9 == 8 ? null : (object)(i - 5L)));
                result.Column(1).Should().Equal(Enumerable.Range(0, 3000).Select(i => (object)i));
            });
        }

        await Sim.UseAsync("NoBigint=1", async session => (await Sim.FailsAsync(session, "result | a bigint")).SqlState.Should().Be("HY004"));
    }

    [Fact]
    public Task Outputs_are_read_when_the_last_result_is() => Sim.UseAsync("", async session =>
    {
        Parameter[] parameters =
        [
            new(LogicalType.Int32, null) { Direction = ParameterDirection.Output }, new(LogicalType.Utf8, "in") { Direction = ParameterDirection.InputOutput },
            new(LogicalType.Decimal128(10, 2), null) { Direction = ParameterDirection.Output }, new(LogicalType.Int64, 5L), new(LogicalType.Utf8, null) { Direction = ParameterDirection.Output },
        ];
        await using ResultReader reader = await session.ExecuteAsync(Sim.Plan("out 42 \"tä€\" 12.5 null ;; echo ? ? ? ? ?") with { ParameterCount = 5 }, parameters, CancellationToken.None);
        reader.OutputParameters.Should().BeEmpty();
        (await Sim.ReadAsync(reader))[^1].Rows.Should().ContainSingle();
        reader.OutputParameters.Select(parameter => parameter.Value).Should().Equal(42, "tä€", new Decimal128(1250, 2), null);
    });

    [Fact]
    public Task Errors_of_prepared_statements_leave_them_usable() => Sim.UseAsync("", async session =>
    {
        await using PreparedStatement prepared = await session.PrepareAsync(Sim.Plan("echo ?") with { ParameterCount = 1 }, CancellationToken.None);
        Func<Task> wrong = () => prepared.ExecuteAsync([new(LogicalType.Int32, "x")], CancellationToken.None).AsTask();
        for (int i = 0; i < 3; i++)
        {
            await wrong.Should().ThrowAsync<QuarryException>();
            await using ResultReader reader = await prepared.ExecuteAsync([new(LogicalType.Int32, i)], CancellationToken.None);
            ((string)(await Sim.ReadAsync(reader))[0].Rows[0][0]!).Should().EndWith($"/{i}");
        }
    });

    private static Parameter Value(string type) => type switch
    {
        "boolean" => new(LogicalType.Boolean, true),
        "int8" => new(LogicalType.Int8, (sbyte)-12),
        "uint8" => new(LogicalType.UInt8, (byte)200),
        "int16" => new(LogicalType.Int16, (short)-1234),
        "uint16" => new(LogicalType.UInt16, (ushort)65000),
        "int32" => new(LogicalType.Int32, -123456),
        "uint32" => new(LogicalType.UInt32, 4_000_000_000),
        "int64" => new(LogicalType.Int64, long.MinValue),
        "uint64" => new(LogicalType.UInt64, ulong.MaxValue),
        "float32" => new(LogicalType.Float32, 1.5f),
        "float64" => new(LogicalType.Float64, -2.25),
        "decimal" => new(LogicalType.Decimal128(10, 3), new Decimal128(1234567, 3)),
        "wide" => new(LogicalType.Decimal256(76, 20), Decimal256.Parse("-12345678.00000000000000000001")),
        "date" => new(LogicalType.Date32, 11016),
        "timestamp" => new(LogicalType.Timestamp(TimeUnit.Microsecond), 946_684_800_000_001),
        "seconds" => new(LogicalType.Timestamp(TimeUnit.Second), 946_684_800L),
        "uuid" => new(LogicalType.Uuid, new Guid("00112233-4455-6677-8899-aabbccddeeff")),
        "text" => new(LogicalType.Utf8, "tä€😀"),
        "empty" => new(LogicalType.Utf8, ""),
        "json" => new(LogicalType.Json, "{\"a\":1}"),
        _ => new(LogicalType.Binary, new byte[] { 0, 255, 16 }),
    };

    // Without the size and the length, which follow from the value.
    private static string Essence(string echoed)
    {
        string[] parts = echoed.Split('/', 6);
        return string.Join('/', parts[0], parts[1], parts[3], parts[5]);
    }
}
