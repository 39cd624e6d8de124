using System.Data;
using System.Numerics;
using Quarry.Contracts;
using Quarry.Engine.Parameters;

namespace Quarry.Engine.Tests.Parameters;

public class TypeFitTests
{
    public static TheoryData<string, object?, object?> Fits => new()
    {
        { "int64", null, null },
        { "int64", DBNull.Value, null },
        { "int64", 5, 5L },
        { "int8", 127L, (sbyte)127 },
        { "int16", -5m, (short)-5 },
        { "int32", new BigInteger(7), 7 },
        { "uint8", 255, (byte)255 },
        { "uint16", 1L, (ushort)1 },
        { "uint32", 1L, 1u },
        { "uint64", DayOfWeek.Monday, 1ul },
        { "boolean", true, true },
        { "float64", 1.5f, 1.5 },
        { "float64", 1L << 53, (double)(1L << 53) },
        { "float32", 0.5, 0.5f },
        { "float32", double.NaN, float.NaN },
        { "decimal128(5,2)", 1.5m, new Decimal128(150, 2) },
        { "decimal128(5,2)", 7, new Decimal128(700, 2) },
        { "decimal256(50,1)", new Decimal128(5, 0), Decimal256.FromBigInteger(50, 1) },
        { "date32", 3, 3 },
        { "date32", new DateOnly(1970, 1, 2), 1 },
        { "time64[us]", 86_400_000_000L, 86_400_000_000L },
        { "time64[ns]", new TimeOnly(10), 1000L },
        { "time64[us]", TimeSpan.FromHours(1), 3_600_000_000L },
        { "timestamp[s]", DateTime.UnixEpoch.AddDays(1), null },
        { "timestamp[s,UTC]", DateTime.UnixEpoch.AddDays(1), 86_400L },
        { "timestamp[ms,UTC]", new DateTimeOffset(1970, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)), 0L },
        { "timestamp[us]", 5L, 5L },
        { "timestamp_offset[s]", DateTimeOffset.UnixEpoch, new TimestampOffset(0, 0) },
        { "timestamp_offset[ns]", new TimestampOffset(1, -1439), new TimestampOffset(1, -1439) },
        { "interval", TimeSpan.FromTicks(1), new Interval(0, 0, 100) },
        { "utf8", "a", "a" },
        { "utf8(numeric)", "-1.5e10", "-1.5e10" },
        { "utf8(numeric)", 1.50m, "1.50" },
        { "utf8(numeric)", -5, "-5" },
        { "json", "[1]", "[1]" },
        { "xml", "<a/>", "<a/>" },
        { "binary", new byte[] { 1 }, new byte[] { 1 } },
        { "fixed_binary[2]", new byte[] { 1, 2 }, new byte[] { 1, 2 } },
        { "uuid", Guid.Empty, Guid.Empty },
        { "list<int64>", new[] { 1, 2 }, new object?[] { 1L, 2L } },
        { "list<int64>", new object?[] { 1, null }, new object?[] { 1L, null } },
    };

    [Theory]
    [MemberData(nameof(Fits))]
    public void A_value_takes_the_form_of_the_chosen_type(string typeName, object? value, object? expected)
    {
        LogicalType.TryParse(typeName, out LogicalType? type).Should().BeTrue();
        if (typeName == "timestamp[s]")
        {
            // An instant is no wall clock.
            FluentActions.Invoking(() => TypeFit.Fit("p", type!, value)).Should().Throw<QuarryException>();
            return;
        }

        object? fitted = TypeFit.Fit("p", type!, value);

        fitted.Should().BeEquivalentTo(expected, options => options.RespectingRuntimeTypes().WithStrictOrdering());
        fitted?.GetType().Should().Be(expected!.GetType());
    }

    public static TheoryData<string, object> Misfits => new()
    {
        { "int8", 128 },
        { "uint64", -1 },
        { "int32", 1.5m },
        { "int32", 1.0 },
        { "int32", "1" },
        { "boolean", 1 },
        { "float32", 0.1 },
        { "float64", (1L << 53) + 1 },
        { "decimal128(3,1)", 1.25m },
        { "decimal128(3,1)", 100m },
        { "decimal128(3,1)", 1.5 },
        { "date32", DateTime.UnixEpoch },
        { "time64[us]", -1L },
        { "time64[us]", 86_400_000_001L },
        { "time64[us]", new TimeOnly(7) },
        { "time64[us]", TimeSpan.FromDays(2) },
        { "timestamp[s]", new DateTime(1970, 1, 1, 0, 0, 0, 1) },
        { "timestamp[us,UTC]", new DateTime(1970, 1, 1) },
        { "timestamp[us]", DateTimeOffset.UnixEpoch },
        { "timestamp_offset[us]", new TimestampOffset(1, 1440) },
        { "timestamp_offset[us]", 1L },
        { "interval", 1L },
        { "utf8", 1 },
        { "utf8(numeric)", "1,5" },
        { "utf8(numeric)", 1.5 },
        { "json", 1 },
        { "binary", "AQ==" },
        { "fixed_binary[2]", new byte[] { 1 } },
        { "uuid", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6" },
        { "list<int64>", 1L },
        { "list<int8>", new[] { 300 } },
        { "list<utf8>", "abc" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_value_that_is_not_exactly_one_of_the_type_is_refused(string typeName, object value)
    {
        LogicalType.TryParse(typeName, out LogicalType? type).Should().BeTrue();

        QuarryException error = FluentActions.Invoking(() => TypeFit.Fit("price", type!, value)).Should().Throw<QuarryException>().Which;

        error.Should().BeEquivalentTo(new { Kind = ErrorKind.User, Code = ErrorCodes.ParameterInvalidValue });
        error.Message.Should().Contain("\"price\"");
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("+.5", true)]
    [InlineData("5.", true)]
    [InlineData("-1.5E+300", true)]
    [InlineData("NaN", true)]
    [InlineData("-Infinity", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("e5", false)]
    [InlineData("1e", false)]
    [InlineData("1e5.5", false)]
    [InlineData("1 ", false)]
    [InlineData("--1", false)]
    public void Knows_the_text_of_a_number(string text, bool expected) => NumericText.IsNumber(text).Should().Be(expected);

    [Fact]
    public void An_output_parameter_stays_the_callers_object()
    {
        var output = new Parameter(LogicalType.Int64, 5) { Name = "P", Direction = ParameterDirection.InputOutput };

        Parameter bound = BoundParameter.Create("p", "p", output);

        bound.Should().BeSameAs(output);
        output.Value.Should().Be(5L);
    }

    [Fact]
    public void An_input_parameter_is_never_changed()
    {
        var exact = new Parameter(LogicalType.Int64, 5L);
        var wider = new Parameter(LogicalType.Int64, 5) { Name = "P" };

        BoundParameter.Create("", "1", exact).Should().BeSameAs(exact);
        BoundParameter.Create("p", "p", wider).Should().BeEquivalentTo(new { Name = "p", Value = 5L });
        wider.Value.Should().Be(5);
    }
}
