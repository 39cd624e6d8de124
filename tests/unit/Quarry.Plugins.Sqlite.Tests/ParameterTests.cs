using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

public sealed class ParameterTests
{
    public static TheoryData<LogicalType, object?, string> Stored => new()
    {
        { LogicalType.Boolean, true, "1" },
        { LogicalType.Int64, long.MinValue, "-9223372036854775808" },
        { LogicalType.UInt64, (ulong)long.MaxValue, "9223372036854775807" },
        { LogicalType.UInt64, ulong.MaxValue, "'18446744073709551615'" },
        { LogicalType.Float64, 0.5, "0.5" },
        { LogicalType.Decimal128(12, 2), new Decimal128(1200, 2), "12" },
        { LogicalType.Decimal128(12, 2), new Decimal128(1250, 2), "12.5" },
        { LogicalType.Decimal128(38, 20), new Decimal128(Int128.Parse("12345678901234567890", null), 20), "'0.12345678901234567890'" },
        { LogicalType.Decimal256(60, 0), new Decimal256(Int128.Parse("12345678901234567890123", null), 0), "'12345678901234567890123'" },
        { LogicalType.Date32, 19782, "'2024-02-29'" },
        { LogicalType.Time64(TimeUnit.Microsecond), 1L, "'00:00:00.000001'" },
        { LogicalType.Timestamp(TimeUnit.Second), 0L, "'1970-01-01T00:00:00'" },
        { LogicalType.TimestampUtc(TimeUnit.Millisecond), 1L, "'1970-01-01T00:00:00.001Z'" },
        { LogicalType.TimestampOffset(TimeUnit.Second), new TimestampOffset(0, 120), "'1970-01-01T02:00:00+02:00'" },
        { LogicalType.Interval, new Interval(1, 2, 3_000_000_000), "'P1M2DT3S'" },
        { LogicalType.Utf8, "it's", "'it''s'" },
        { LogicalType.Binary, new byte[] { 0, 255 }, "X'00FF'" },
        { LogicalType.Binary, Array.Empty<byte>(), "X''" },
        { LogicalType.Utf8, "", "''" },
        { LogicalType.Uuid, Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"), "'00112233-4455-6677-8899-aabbccddeeff'" },
        { LogicalType.List(LogicalType.Int32), null, "NULL" },
    };

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_parameter_is_bound_in_the_documented_form(LogicalType type, object? value, string literal)
    {
        await using TestSession db = await TestSession.OpenAsync();
        (await db.ScalarAsync("SELECT quote(?1)", new Parameter(type, value))).Should().Be(literal);
    }

    public static TheoryData<LogicalType, object, string> Refused => new()
    {
        { LogicalType.Float64, double.NaN, "NaN" },
        { LogicalType.Float32, float.NaN, "NaN" },
        { LogicalType.List(LogicalType.Int32), new object?[] { 1 }, "json_each" },
        { LogicalType.Utf8, "a\ud800", "surrogate" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_bound_exactly_is_refused(LogicalType type, object value, string cause)
    {
        await using TestSession db = await TestSession.OpenAsync();
        Func<Task> run = () => db.QueryAsync("SELECT ?1", new Parameter(type, value) { Name = "p" });
        QuarryException error = (await run.Should().ThrowAsync<QuarryException>()).Which;
        error.Code.Should().Be(20202);
        error.Message.Should().Contain("Parameter 1 (\"p\")").And.Contain(cause);
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("12.34")]
    [InlineData("7")]
    [InlineData("123456789012.345")]
    [InlineData("9007199254740993")]
    [InlineData("0.30000000000000004")]
    public async Task A_decimal_finds_the_value_that_was_stored_as_a_literal(string text)
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync($"CREATE TABLE t(n NUMERIC); INSERT INTO t VALUES ({text})");
        var parameter = new Parameter(LogicalType.Decimal128(38, 20), Decimal128.Parse(text).Rescale(20));
        (await db.ScalarAsync("SELECT count(*) FROM t WHERE n = ?1", parameter)).Should().Be(1L);
        (await db.ScalarAsync("SELECT count(*) FROM t WHERE n < ?1 OR n > ?1", parameter)).Should().Be(0L);
    }

    [Fact]
    public async Task Parameters_may_be_used_twice_and_in_any_order()
    {
        await using TestSession db = await TestSession.OpenAsync();
        (await db.QueryAsync("SELECT ?2, ?1, ?2", new Parameter(LogicalType.Int64, 1L), new Parameter(LogicalType.Utf8, "b"))).Rows[0].Should().Equal("b", 1L, "b");
    }
}
