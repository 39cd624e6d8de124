using Quarry.Contracts;

namespace Quarry.Engine.Tests.Parameters;

public class ParameterTextTests
{
    public static TheoryData<string, string, string, object?> Texts => new()
    {
        { "n=a=b ", "n", "utf8", "a=b " },
        { "n=", "n", "utf8", "" },
        { "=5", "", "utf8", "5" },
        { ":int=5", "", "int32", 5 },
        { "n:int64=-5", "n", "int64", -5L },
        { "n:BIGINT=5", "n", "int64", 5L },
        { "n:uint64=18446744073709551615", "n", "uint64", ulong.MaxValue },
        { "n:int8=-128", "n", "int8", sbyte.MinValue },
        { "n:int16=1", "n", "int16", (short)1 },
        { "n:uint8=1", "n", "uint8", (byte)1 },
        { "n:uint16=1", "n", "uint16", (ushort)1 },
        { "n:uint32=1", "n", "uint32", 1u },
        { "n:bool=true", "n", "boolean", true },
        { "n:boolean=0", "n", "boolean", false },
        { "n:real=1.5", "n", "float32", 1.5f },
        { "n:double=-1e300", "n", "float64", -1e300 },
        { "n:decimal(5,2)=1.5", "n", "decimal128(5,2)", new Decimal128(150, 2) },
        { "n:numeric(40, 1)=1.5", "n", "decimal256(40,1)", Decimal256.FromBigInteger(15, 1) },
        { "n:decimal(5)=7", "n", "decimal128(5,0)", new Decimal128(7, 0) },
        { "n:decimal=1.50", "n", "decimal128(3,2)", new Decimal128(150, 2) },
        { "n:text=x", "n", "utf8", "x" },
        { "n:numeric_text=1e500", "n", "utf8(numeric)", "1e500" },
        { "n:date=1970-01-02", "n", "date32", 1 },
        { "n:time=00:00:01.5", "n", "time64[us]", 1_500_000L },
        { "n:timestamp=1970-01-01T00:00:01", "n", "timestamp[us]", 1_000_000L },
        { "n:timestamp[s]=1970-01-01 00:00:01", "n", "timestamp[s]", 1L },
        { "n:timestamptz=1970-01-01T01:00:01+01:00", "n", "timestamp[us,UTC]", 1_000_000L },
        { "n:datetimeoffset=1970-01-01T01:00:00+01:00", "n", "timestamp_offset[us]", new TimestampOffset(0, 60) },
        { "n:interval=P1M", "n", "interval", new Interval(1, 0, 0) },
        { "n:uuid=f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "n", "uuid", new Guid("f81d4fae-7dec-11d0-a765-00a0c91e6bf6") },
        { "n:json={\"a\":1}", "n", "json", "{\"a\":1}" },
        { "n:xml=<a/>", "n", "xml", "<a/>" },
        { "n:blob=AQI=", "n", "binary", new byte[] { 1, 2 } },
        { "n:blob=0x01fF", "n", "binary", new byte[] { 1, 255 } },
        { "n:blob=", "n", "binary", Array.Empty<byte>() },
        { "n:fixed_binary[2]=0x0102", "n", "fixed_binary[2]", new byte[] { 1, 2 } },
        { "n:int64", "n", "int64", null },
        { "n:list<int32>", "n", "list<int32>", null },
        { "n:decimal", "n", "utf8(numeric)", null },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Reads_name_type_and_value(string text, string name, string type, object? value)
    {
        Parameter parameter = ParameterText.Parse(text);

        parameter.Name.Should().Be(name);
        parameter.Type.ToString().Should().Be(type);
        parameter.Value.Should().BeEquivalentTo(value);
        parameter.Value?.GetType().Should().Be(value!.GetType());
    }

    [Theory]
    [InlineData("n", "has no value", "n:type for NULL")]
    [InlineData("", "has no value", "NULL")]
    [InlineData("@n=1", "without the @", "name=value")]
    [InlineData("a b=1", "letters", "name=value")]
    [InlineData("n:nonsense=1", "unknown type \"nonsense\"", "int64")]
    [InlineData("n:=1", "unknown type", "int64")]
    [InlineData("n:decimal(5,2=1", "unknown type", "int64")]
    [InlineData("n:decimal(0,0)=1", "unknown type", "int64")]
    [InlineData("n:int=s3cret", "not exactly one of int32", "a number")]
    [InlineData("n:int= 1", "not exactly", "a number")]
    [InlineData("n:int8=128", "int8", "a number")]
    [InlineData("n:decimal(3,1)=1.25", "decimal128(3,1)", "a number")]
    [InlineData("n:decimal=x", "no decimal", "numeric_text")]
    [InlineData("n:bool=yes", "boolean", "true or false")]
    [InlineData("n:date=2023-02-29", "date32", "2024-02-29")]
    [InlineData("n:time=25:00:00", "time64[us]", "12:34:56.5")]
    [InlineData("n:timestamp=1970-01-01T00:00:00Z", "timestamp[us]", "without an offset")]
    [InlineData("n:timestamptz=1970-01-01T00:00:00", "timestamp[us,UTC]", "Z")]
    [InlineData("n:datetimeoffset=1970-01-01", "timestamp_offset[us]", "+02:00")]
    [InlineData("n:interval=1 day", "interval", "P1Y")]
    [InlineData("n:uuid=x", "uuid", "f81d4fae")]
    [InlineData("n:blob=0x1", "binary", "0x")]
    [InlineData("n:blob=0xzz", "binary", "0x")]
    [InlineData("n:blob=*", "binary", "base64")]
    [InlineData("n:fixed_binary[2]=0x01", "fixed_binary[2]", "0x")]
    [InlineData("n:numeric_text=abc", "utf8(numeric)", "a number")]
    [InlineData("n:list<int32>=1", "no text form", "of their own")]
    public void A_malformed_parameter_is_explained_without_its_value(string text, string cause, string fix)
    {
        QuarryException error = FluentActions.Invoking(() => ParameterText.Parse(text)).Should().Throw<QuarryException>().Which;

        error.Should().BeEquivalentTo(new { Kind = ErrorKind.User, Code = ErrorCodes.ParameterText });
        error.Message.Should().Contain(cause).And.Contain(fix).And.NotContain("s3cret");
    }

    [Fact]
    public void Text_that_utf8_cannot_carry_is_refused()
        => FluentActions.Invoking(() => ParameterText.Parse("n=\uD83D")).Should().Throw<QuarryException>().WithMessage("*surrogate*");
}
