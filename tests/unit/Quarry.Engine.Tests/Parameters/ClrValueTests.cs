using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using Quarry.Contracts;
using Quarry.Engine.Parameters;

namespace Quarry.Engine.Tests.Parameters;

public class ClrValueTests
{
    private enum Size : byte
    {
        Large = 200,
    }

    public static TheoryData<object?, string, object?> Values => new()
    {
        { null, "utf8", null },
        { DBNull.Value, "utf8", null },
        { true, "boolean", true },
        { (sbyte)-1, "int8", (sbyte)-1 },
        { (short)-1, "int16", (short)-1 },
        { -1, "int32", -1 },
        { -1L, "int64", -1L },
        { (byte)1, "uint8", (byte)1 },
        { (ushort)1, "uint16", (ushort)1 },
        { 1u, "uint32", 1u },
        { ulong.MaxValue, "uint64", ulong.MaxValue },
        { (nint)5, "int64", 5L },
        { 1.5f, "float32", 1.5f },
        { (Half)1.5, "float32", 1.5f },
        { double.NaN, "float64", double.NaN },
        { 1.50m, "decimal128(3,2)", new Decimal128(150, 2) },
        { -0.001m, "decimal128(3,3)", new Decimal128(-1, 3) },
        { decimal.MaxValue, "decimal128(29,0)", Decimal128.FromDecimal(decimal.MaxValue) },
        { Int128.MinValue, "decimal256(39,0)", Decimal256.FromBigInteger(Int128.MinValue, 0) },
        { UInt128.MaxValue, "decimal256(39,0)", Decimal256.FromBigInteger(UInt128.MaxValue, 0) },
        { new BigInteger(-12), "decimal128(2,0)", new Decimal128(-12, 0) },
        { BigInteger.Pow(10, 75), "decimal256(76,0)", Decimal256.FromBigInteger(BigInteger.Pow(10, 75), 0) },
        { new Decimal128(12, -3), "decimal128(2,-3)", new Decimal128(12, -3) },
        { "größe", "utf8", "größe" },
        { 'x', "utf8", "x" },
        { "ab".ToCharArray(), "utf8", "ab" },
        { "abc".AsMemory(1), "utf8", "bc" },
        { new byte[] { 1 }, "binary", new byte[] { 1 } },
        { new ReadOnlyMemory<byte>([1, 2]), "binary", new byte[] { 1, 2 } },
        { Guid.Empty, "uuid", Guid.Empty },
        { new DateOnly(1969, 12, 31), "date32", -1 },
        { new TimeOnly(0, 0, 1), "time64[us]", 1_000_000L },
        { new TimeOnly(7), "time64[ns]", 700L },
        { TimeSpan.FromTicks(-7), "interval", new Interval(0, 0, -700) },
        { new DateTime(1970, 1, 1, 0, 0, 1, DateTimeKind.Utc), "timestamp[us,UTC]", 1_000_000L },
        { new DateTime(1969, 12, 31, 23, 59, 59), "timestamp[us]", -1_000_000L },
        { DateTime.MaxValue.AddTicks(-9), "timestamp[us]", (DateTime.MaxValue.Ticks - 9 - DateTime.UnixEpoch.Ticks) / 10 },
        { DateTime.UnixEpoch.AddTicks(3), "timestamp[ns,UTC]", 300L },
        { new DateTimeOffset(1970, 1, 1, 2, 0, 0, TimeSpan.FromMinutes(90)), "timestamp_offset[us]", new TimestampOffset(1_800_000_000, 90) },
        { Size.Large, "uint8", (byte)200 },
        { DayOfWeek.Friday, "int32", 5 },
        { JsonDocument.Parse("{ \"a\": 1.0 }"), "json", "{ \"a\": 1.0 }" },
        { JsonDocument.Parse("[1e5]").RootElement[0], "json", "1e5" },
        { JsonNode.Parse("[1]"), "json", "[1]" },
        { XElement.Parse("<a> <b/> </a>", LoadOptions.PreserveWhitespace), "xml", "<a> <b /> </a>" },
        { new Interval(1, 2, 3), "interval", new Interval(1, 2, 3) },
        { new[] { 1, 2 }, "list<int32>", new object?[] { 1, 2 } },
        { new List<int?> { 1, null }, "list<int32>", new object?[] { 1, null } },
        { Array.Empty<long>(), "list<int64>", Array.Empty<object?>() },
        { new DateTime?[] { null }, "list<timestamp[us]>", new object?[] { null } },
        { new object?[] { null }, "list<utf8>", new object?[] { null } },
        { new[] { "a" }, "list<utf8>", new object?[] { "a" } },
        { new[] { 1.5m, 100m, 0.25m }, "list<decimal128(5,2)>", new object?[] { new Decimal128(150, 2), new Decimal128(10000, 2), new Decimal128(25, 2) } },
        { new[] { new TimeOnly(10), new TimeOnly(7) }, "list<time64[ns]>", new object?[] { 1000L, 700L } },
        { new sbyte[] { -1 }, "list<int8>", new object?[] { (sbyte)-1 } },
        { new ushort[] { 65 }, "list<uint16>", new object?[] { (ushort)65 } },
        { new[] { Size.Large }, "list<uint8>", new object?[] { (byte)200 } },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Values_become_parameters_exactly(object? value, string type, object? expected)
    {
        TypedValue converted = ClrValue.Convert("p", value);

        converted.Type.ToString().Should().Be(type);
        converted.Value.Should().BeEquivalentTo(expected, options => options.RespectingRuntimeTypes().WithStrictOrdering());
        converted.Value?.GetType().Should().Be(expected!.GetType());
        if (expected is Decimal128 number)
        {
            ((Decimal128)converted.Value!).Scale.Should().Be(number.Scale);
        }
    }

    public static TheoryData<object, string> Refused => new()
    {
        { new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Local), "ToUniversalTime()" },
        { DateTime.MaxValue, "292 years" },
        { TimeSpan.MaxValue, "292 years" },
        { BigInteger.Pow(10, 76), "76 digits" },
        { BigInteger.Pow(10, 100_000), "76 digits" },
        { new TimestampOffset(1, 0), "DateTimeOffset" },
        { "a\uD83D", "surrogate" },
        { "\uDE00\uD83D", "surrogate" },
        { '\uD83D', "surrogate" },
        { default(JsonElement), "Undefined" },
        { new object(), "value of Object cannot be sent" },
        { new Dictionary<string, int>(), "Dictionary<String, Int32> cannot be sent" },
        { new object[] { 1, "a" }, "both int32 and utf8" },
        { new[] { new[] { 1 } }, "list cannot hold list<int32>" },
        { new[] { DateTimeOffset.UnixEpoch }, "kind Utc" },
        { Array.Empty<Uri>(), "value of Uri cannot be sent" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_has_no_exact_form_is_refused_by_name(object value, string message)
    {
        QuarryException error = FluentActions.Invoking(() => ClrValue.Convert("price", value)).Should().Throw<QuarryException>().Which;

        error.Kind.Should().Be(ErrorKind.User);
        error.Message.Should().Contain("\"price\"").And.Contain(message);
    }

    [Fact]
    public void Whole_surrogate_pairs_are_text()
        => ClrValue.Convert("p", "😀a😀").Value.Should().Be("😀a😀");

    [Fact]
    public void Xml_nodes_of_both_kinds_are_xml()
    {
        var document = new XmlDocument();
        document.LoadXml("<a>1</a>");
        ClrValue.Convert("p", document).Should().Be(new TypedValue(LogicalType.Xml, "<a>1</a>"));
        ClrValue.Convert("p", XDocument.Parse("<a>1</a>")).Should().Be(new TypedValue(LogicalType.Xml, "<a>1</a>"));
    }
}
