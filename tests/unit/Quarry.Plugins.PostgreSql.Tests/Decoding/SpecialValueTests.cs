using System.Buffers.Binary;
using System.Text;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Tests.Decoding;

public sealed class SpecialValueTests
{
    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue - Epoch.Microseconds + 1)]
    public void A_timestamp_that_is_infinite_or_beyond_64_bits_is_an_error(long microseconds)
        => Error(Oids.Timestamp, LogicalType.Timestamp(TimeUnit.Microsecond), Big(microseconds)).Should().Contain("Row 2, column \"c\"").And.Contain("::text").And.Contain("MismatchAsText");

    [Fact]
    public void The_last_timestamp_is_read()
        => Decode.Values(Oids.Timestamp, LogicalType.Timestamp(TimeUnit.Microsecond), 0, Big(long.MaxValue - Epoch.Microseconds)).Should().Equal(long.MaxValue);

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void An_infinite_date_is_an_error(int days)
        => Error(Oids.Date, LogicalType.Date32, Big(days)[4..]).Should().Contain("infinite");

    [Theory]
    [InlineData(Epoch.MicrosecondsPerDay, true)]
    [InlineData(Epoch.MicrosecondsPerDay + 1, false)]
    [InlineData(-1, false)]
    public void A_time_ends_at_24_00(long microseconds, bool isValid)
    {
        Action read = () => Decode.Values(Oids.Time, LogicalType.Time64(TimeUnit.Microsecond), 0, Big(microseconds));
        if (isValid)
        {
            read();
        }
        else
        {
            read.Should().Throw<QuarryException>();
        }
    }

    [Theory]
    [InlineData(long.MaxValue / 1000, true)]
    [InlineData(long.MaxValue / 1000 + 1, false)]
    [InlineData(long.MinValue, false)]
    public void An_interval_beyond_nanoseconds_is_an_error(long microseconds, bool isValid)
    {
        Action read = () => Decode.Values(Oids.Interval, LogicalType.Interval, 0, [.. Big(microseconds), 0, 0, 0, 2, 0, 0, 0, 3]);
        if (isValid)
        {
            read();
        }
        else
        {
            read.Should().Throw<QuarryException>();
        }
    }

    [Theory]
    [InlineData("{}", "")]
    [InlineData("{a,NULL,\"NULL\",\"\",\"b \\\"c\\\\\"}", "a|<null>|NULL||b \"c\\")]
    public void Arrays_as_text(string text, string expected)
    {
        object?[] list = (object?[])Decode.Values(0, LogicalType.List(LogicalType.Utf8), 0, Encoding.UTF8.GetBytes(text))[0]!;
        string.Join('|', list.Select(value => value ?? "<null>")).Should().Be(expected);
    }

    [Theory]
    [InlineData("[0:1]={a,b}")]
    [InlineData("{{a},{b}}")]
    [InlineData("{a,}")]
    [InlineData("{,a}")]
    [InlineData("{\"a}")]
    [InlineData("{\"a\"b}")]
    [InlineData("{a\\}")]
    [InlineData("{a")]
    [InlineData("")]
    public void Arrays_as_text_that_are_no_list(string text)
        => Error(0, LogicalType.List(LogicalType.Utf8), Encoding.UTF8.GetBytes(text)).Should().Contain("Row 2, column \"c\"");

    [Theory]
    [InlineData("000000020000000000000017000000010000000100000001000000010000000400000001", "several dimensions")]
    [InlineData("00000001000000000000001700000001000000000000000400000001", "first index")]
    public void Arrays_that_are_no_list(string hex, string cause)
        => Error(1007, LogicalType.List(LogicalType.Int32), Convert.FromHexString(hex)).Should().Contain(cause).And.Contain("::text");

    [Fact]
    public void Long_arrays_are_read_in_runs()
    {
        const int Count = 5_000;
        byte[] bytes = [.. Convert.FromHexString("000000010000000000000017"), .. Big(Count)[4..], 0, 0, 0, 1, .. Enumerable.Range(0, Count).SelectMany(i => (byte[])[0, 0, 0, 4, .. Big(i)[4..]])];
        ((object?[])Decode.Values(1007, LogicalType.List(LogicalType.Int32), 0, bytes)[0]!).Should().Equal(Enumerable.Range(0, Count).Cast<object>());
    }

    private static string Error(uint oid, LogicalType type, byte[] bytes)
        => ((Action)(() => Decode.Values(oid, type, 0, null, bytes))).Should().Throw<QuarryException>().Which.Message;

    private static byte[] Big(long value)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
