using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Tests;

public sealed class TypeMapTests
{
    [Theory]
    [InlineData("boolean", "boolean")]
    [InlineData("uint8", "smallint")]
    [InlineData("uint32", "bigint")]
    [InlineData("uint64", "numeric(20,0)")]
    [InlineData("decimal128(10,2)", "numeric(10,2)")]
    [InlineData("decimal128(3,5)", "numeric(5,5)")]
    [InlineData("decimal128(5,-3)", "numeric(8,0)")]
    [InlineData("decimal256(76,40)", "numeric(76,40)")]
    [InlineData("utf8(numeric)", "numeric")]
    [InlineData("time64[us]", "time")]
    [InlineData("time64[ns]", null)]
    [InlineData("timestamp[s]", "timestamp(0)")]
    [InlineData("timestamp[us,UTC]", "timestamptz")]
    [InlineData("timestamp[ns]", null)]
    [InlineData("timestamp_offset[us]", null)]
    [InlineData("interval", null)]
    [InlineData("fixed_binary[4]", "bytea")]
    [InlineData("list<int32>", "integer[]")]
    [InlineData("list<timestamp[ns]>", null)]
    public void A_table_gets_types_that_hold_every_value(string type, string? ddl)
        => new PostgreSqlTypeMap().ToDdl(Parsed(type)).Should().Be(ddl);

    [Theory]
    [InlineData(1000, 2, "utf8(numeric)")]
    [InlineData(77, 0, "utf8(numeric)")]
    [InlineData(76, 76, "decimal256(76,76)")]
    [InlineData(38, 39, "decimal256(38,39)")]
    [InlineData(5, 100, "utf8(numeric)")]
    [InlineData(2, -3, "decimal128(2,-3)")]
    [InlineData(2, -100, "utf8(numeric)")]
    public void Numerics_follow_their_modifier(int precision, int scale, string type)
    {
        var modifier = new TypeModifier(Oids.Numeric, (precision << 16 | scale & 0x7FF) + 4);
        new PostgreSqlTypeMap().Map(new() { TypeCode = (int)Oids.Numeric, Precision = modifier.Precision, Scale = modifier.Scale }, ReadOptions.Default)
            .ToString().Should().Be(type);
    }

    private static LogicalType Parsed(string text) => LogicalType.TryParse(text, out LogicalType? type) ? type : throw new ArgumentException($"\"{text}\" is no type.", nameof(text));
}
