using System.Globalization;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests.Types;

/// <summary>Parameters of every logical type reach the server as what they are, whether it was told their type or infers it.</summary>
public sealed class ParameterTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly (LogicalType Type, object Value, string Native, string Text)[] s_cases =
    [
        (LogicalType.Boolean, true, "boolean", "true"),
        (LogicalType.Int8, (sbyte)-128, "smallint", "-128"),
        (LogicalType.UInt8, (byte)255, "smallint", "255"),
        (LogicalType.Int16, short.MinValue, "bigint", "-32768"),
        (LogicalType.UInt16, ushort.MaxValue, "integer", "65535"),
        (LogicalType.Int32, 5, "smallint", "5"),
        (LogicalType.Int32, int.MinValue, "bigint", "-2147483648"),
        (LogicalType.Int32, 7, "numeric", "7"),
        (LogicalType.Int32, 7, "double precision", "7"),
        (LogicalType.UInt32, uint.MaxValue, "bigint", "4294967295"),
        (LogicalType.UInt32, uint.MaxValue, "oid", "4294967295"),
        (LogicalType.Int64, long.MinValue, "bigint", "-9223372036854775808"),
        (LogicalType.Int64, 9L, "text", "9"),
        (LogicalType.UInt64, ulong.MaxValue, "numeric", "18446744073709551615"),
        (LogicalType.Float32, 0.1f, "real", "0.1"),
        (LogicalType.Float64, double.NaN, "double precision", "NaN"),
        (LogicalType.Float64, 5e-324, "double precision", "5e-324"),
        (LogicalType.Decimal128(38, 10), Decimal128.Parse("-1234567890123456789012345678.0000000010"), "numeric", "-1234567890123456789012345678.0000000010"),
        (LogicalType.Decimal128(5, -3), new Decimal128(12, -3), "numeric", "12000"),
        (LogicalType.Decimal128(5, 2), Decimal128.Parse("2.00"), "double precision", "2"),
        (LogicalType.Decimal256(76, 40), Decimal256.Parse("123456789012345678901234567890123456.0000000000000000000000000000000000000007"), "numeric", "123456789012345678901234567890123456.0000000000000000000000000000000000000007"),
        (LogicalType.Date32, 19_000, "date", "2022-01-08"),
        (LogicalType.Date32, -719_528, "date", "0001-01-01 BC"),
        (LogicalType.Date32, 19_000, "timestamp", "2022-01-08 00:00:00"),
        (LogicalType.Time64(TimeUnit.Microsecond), 86_400_000_000L, "time", "24:00:00"),
        (LogicalType.Time64(TimeUnit.Nanosecond), 1_000L, "time", "00:00:00.000001"),
        (LogicalType.Timestamp(TimeUnit.Second), 0L, "timestamp", "1970-01-01 00:00:00"),
        (LogicalType.Timestamp(TimeUnit.Nanosecond), -1_000L, "timestamp", "1969-12-31 23:59:59.999999"),
        (LogicalType.TimestampUtc(TimeUnit.Microsecond), 1L, "timestamptz", "1970-01-01 00:00:00.000001+00"),
        (LogicalType.TimestampOffset(TimeUnit.Microsecond), new TimestampOffset(0, 120), "timestamptz", "1970-01-01 00:00:00+00"),
        (LogicalType.Interval, new Interval(14, -3, 4_000), "interval", "P1Y2M-3DT0.000004S"),
        (LogicalType.Utf8, "ä'\"\\€😀", "text", "ä'\"\\€😀"),
        (LogicalType.Utf8, "12", "integer", "12"),
        (LogicalType.NumericText, "1.500", "numeric", "1.500"),
        (LogicalType.Binary, (byte[])[0, 255], "bytea", "\\x00ff"),
        (LogicalType.FixedBinary(2), (byte[])[1, 2], "bytea", "\\x0102"),
        (LogicalType.Uuid, Guid.Parse("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"), "uuid", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        (LogicalType.Json, "{\"a\": 1}", "jsonb", "{\"a\": 1}"),
        (LogicalType.Json, "{\"a\" :1}", "json", "{\"a\" :1}"),
        (LogicalType.Xml, "<a/>", "xml", "<a/>"),
        (LogicalType.List(LogicalType.Int32), (object?[])[1, null, 3], "integer[]", "{1,NULL,3}"),
        (LogicalType.List(LogicalType.Int32), (object?[])[1, null], "bigint[]", "{1,NULL}"),
        (LogicalType.List(LogicalType.Int32), Array.Empty<object?>(), "integer[]", "{}"),
        (LogicalType.List(LogicalType.Utf8), (object?[])["a,\"\\", null, "", "NULL"], "text[]", "{\"a,\\\"\\\\\",NULL,\"\",\"NULL\"}"),
        (LogicalType.List(LogicalType.Utf8), (object?[])["1.2.3.4"], "inet[]", "{1.2.3.4}"),
        (LogicalType.List(LogicalType.Decimal128(5, 2)), (object?[])[Decimal128.Parse("1.50")], "numeric[]", "{1.50}"),
        (LogicalType.List(LogicalType.Uuid), (object?[])[Guid.Empty], "uuid[]", "{00000000-0000-0000-0000-000000000000}"),
        (LogicalType.List(LogicalType.Float64), (object?[])[0.5], "double precision[]", "{0.5}"),
        (LogicalType.List(LogicalType.TimestampUtc(TimeUnit.Microsecond)), (object?[])[0L], "timestamptz[]", "{\"1970-01-01 00:00:00+00\"}"),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_value_arrives(int index)
    {
        (LogicalType type, object value, string native, string text) = s_cases[index];
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "set timezone = 'UTC'");
        await Open.RowsAsync(session, "set intervalstyle = iso_8601");
        string sql = $"select ($1::{native})::text";
        (await Open.RowsAsync(session, sql, new Parameter(type, value))).Should().ContainSingle().Which.Should().Equal(text);
        (await Open.RowsAsync(session, sql, new Parameter(type, null))).Should().ContainSingle().Which.Should().Equal([null]);
        (await PreparedAsync(session, sql, new Parameter(type, value))).Should().Be(text, "the server infers the type");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_value_comes_back(int index)
    {
        (LogicalType type, object value, string native, string text) = s_cases[index];
        await using Session session = await Open.SessionAsync(shared.Server);
        object? found = (await Open.RowsAsync(session, "select $1", new Parameter(type, value)))[0][0];
        if (value is Decimal128 or Decimal256 or ulong)
        {
            found.Should().Be(Convert.ToString(value, CultureInfo.InvariantCulture), "numeric has no precision here");
        }
        else if (native == "numeric[]")
        {
            ((object?[])found!).Should().Equal("1.50");
        }
        else if (found?.GetType() == value.GetType())
        {
            found.Should().BeEquivalentTo(value is TimestampOffset or long ? found : value, "{0} {1}", native, text);
        }
    }

    /// <summary>A prepared statement lets the server infer its parameters' types, so that any value can meet any type.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_value_meets_every_type_exactly_or_fails(int index)
    {
        (LogicalType type, object value, string native, string text) = s_cases[index];
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, "set timezone = 'UTC'");
        await Open.RowsAsync(session, "set intervalstyle = iso_8601");
        int arrived = 0;
        foreach (string met in s_cases.Select(other => other.Native).Append("varchar").Append("inet").Distinct())
        {
            try
            {
                string sql = $"select (($1::{met})::{native})::text";
                object? found = await PreparedAsync(session, sql, new Parameter(type, value));
                // A float takes the nearest, and jsonb its own spelling, as when the server knows what it casts.
                bool isLossy = met.StartsWith("real", StringComparison.Ordinal) || met.StartsWith("double", StringComparison.Ordinal) || met == "jsonb";
                found.Should().Be(isLossy ? (await Open.RowsAsync(session, sql, new Parameter(type, value)))[0][0] : text, "it went as {0}", met);
                arrived++;
            }
            catch (QuarryException error) when (error.Kind == ErrorKind.User)
            {
                // No such cast, or not every value of the type fits: said, not done.
            }
        }

        arrived.Should().BePositive();
        await session.PingAsync(CancellationToken.None);
    }

    public static TheoryData<int> Refused => [.. Enumerable.Range(0, s_refused.Length)];

    private static readonly (LogicalType Type, object Value, string Native, string Cause)[] s_refused =
    [
        (LogicalType.Utf8, "a\0b", "text", "U+0000"),
        (LogicalType.Utf8, "a\ud800", "text", "surrogate"),
        (LogicalType.Int32, 40_000, "smallint", "out of range"),
        (LogicalType.UInt64, ulong.MaxValue, "bigint", "out of range"),
        (LogicalType.Timestamp(TimeUnit.Nanosecond), 1L, "timestamp", "microseconds"),
        (LogicalType.Timestamp(TimeUnit.Microsecond), long.MinValue, "timestamp", "4713 BC"),
        (LogicalType.Timestamp(TimeUnit.Microsecond), 0L, "date", "does not hold"),
        (LogicalType.Timestamp(TimeUnit.Microsecond), 0L, "timestamptz", "does not hold"),
        (LogicalType.TimestampUtc(TimeUnit.Microsecond), 0L, "timestamp", "does not hold"),
        (LogicalType.Date32, int.MinValue, "date", "outside"),
        (LogicalType.Interval, new Interval(0, 0, 1), "interval", "microseconds"),
        (LogicalType.Time64(TimeUnit.Microsecond), -1L, "time", "time of day"),
        (LogicalType.List(LogicalType.Utf8), (object?[])["\0"], "text[]", "U+0000"),
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_arrive_exactly_is_an_error_and_the_session_goes_on(int index)
    {
        (LogicalType type, object value, string native, string cause) = s_refused[index];
        await using Session session = await Open.SessionAsync(shared.Server);
        Func<Task> run = () => PreparedAsync(session, $"select ($1::{native})::text", new Parameter(type, value));
        (await run.Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.Kind == ErrorKind.User)
            .And.Subject.As<QuarryException>().Message.Should().StartWith("Parameter 1").And.Contain(cause);
        (await Open.RowsAsync(session, "select 1")).Should().ContainSingle();
    }

    private static async Task<object?> PreparedAsync(Session session, string sql, Parameter parameter)
    {
        await using PreparedStatement statement = await session.PrepareAsync(new() { Sql = sql, ParameterCount = 1 }, CancellationToken.None);
        await using ResultReader result = await statement.ExecuteAsync([parameter], CancellationToken.None);
        using ColumnBatch? batch = await result.ReadAsync(CancellationToken.None);
        return batch![0].GetValue(0);
    }
}
