namespace Quarry.Contracts.Tests;

public class LogicalTypeParseTests
{
    public static TheoryData<LogicalType> Types =>
    [
        LogicalType.Boolean, LogicalType.Int8, LogicalType.Int16, LogicalType.Int32, LogicalType.Int64, LogicalType.UInt8, LogicalType.UInt16, LogicalType.UInt32,
        LogicalType.UInt64, LogicalType.Float32, LogicalType.Float64, LogicalType.Date32, LogicalType.Interval, LogicalType.Utf8, LogicalType.NumericText,
        LogicalType.Binary, LogicalType.Uuid, LogicalType.Json, LogicalType.Xml, LogicalType.Decimal128(38, -38), LogicalType.Decimal256(76, 76),
        LogicalType.Time64(TimeUnit.Microsecond), LogicalType.Time64(TimeUnit.Nanosecond), LogicalType.Timestamp(TimeUnit.Second),
        LogicalType.TimestampUtc(TimeUnit.Millisecond), LogicalType.TimestampOffset(TimeUnit.Nanosecond), LogicalType.FixedBinary(16),
        LogicalType.List(LogicalType.Decimal128(5, 2)), LogicalType.List(LogicalType.TimestampUtc(TimeUnit.Microsecond)),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void Reads_what_ToString_writes(LogicalType type)
    {
        LogicalType.TryParse(type.ToString(), out LogicalType? parsed).Should().BeTrue();
        parsed.Should().Be(type);
        LogicalType.TryParse(type.ToString().ToUpperInvariant().Replace(",", ", ", StringComparison.Ordinal), out parsed).Should().BeTrue();
        parsed.Should().Be(type);
    }

    [Theory]
    [InlineData("")]
    [InlineData("int")]
    [InlineData(" int32")]
    [InlineData("int32[1]")]
    [InlineData("decimal128")]
    [InlineData("decimal128()")]
    [InlineData("decimal128(5)")]
    [InlineData("decimal128(0,0)")]
    [InlineData("decimal128(39,0)")]
    [InlineData("decimal128(5,39)")]
    [InlineData("decimal256(76,-77)")]
    [InlineData("decimal128[5,2]")]
    [InlineData("decimal128(5,2")]
    [InlineData("time64[s]")]
    [InlineData("time64[]")]
    [InlineData("timestamp[us,CET]")]
    [InlineData("timestamp[us,]")]
    [InlineData("timestamp(us)")]
    [InlineData("timestamp_offset[h]")]
    [InlineData("fixed_binary[0]")]
    [InlineData("fixed_binary[99999999999]")]
    [InlineData("list<>")]
    [InlineData("list<int32")]
    [InlineData("list<list<int32>>")]
    [InlineData("list<timestamp_offset[us]>")]
    [InlineData("this_is_a_name_longer_than_any_type_could_have[1]")]
    public void Refuses_what_is_no_type(string text)
    {
        LogicalType.TryParse(text, out LogicalType? parsed).Should().BeFalse();
        parsed.Should().BeNull();
    }
}
