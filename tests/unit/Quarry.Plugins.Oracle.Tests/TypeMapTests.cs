using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Tests;

/// <summary>https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Data-Types.html.</summary>
public sealed class TypeMapTests
{
    private static readonly OracleTypeMap s_types = new();

    // Name, SQL type code, precision, scale, length, logical type.
    public static TheoryData<string, int, int, int, long, string> Types => new()
    {
        { "NUMBER", 3, 10, 2, 10, "decimal128(10,2)" },
        { "NUMBER", 2, 38, 0, 38, "decimal128(38,0)" },
        { "NUMBER", 3, 5, -2, 5, "decimal128(5,-2)" },
        { "NUMBER", 3, 38, -76, 38, "decimal256(38,-76)" },
        { "NUMBER", 3, 38, 76, 38, "decimal256(38,76)" },
        { "NUMBER", 3, 38, 77, 38, "utf8(numeric)" },
        { "NUMBER", 3, 38, 127, 38, "utf8(numeric)" },
        { "NUMBER", 3, 38, -84, 38, "utf8(numeric)" },
        { "NUMBER", 3, 39, 0, 39, "utf8(numeric)" },
        { "NUMBER", 3, 0, -127, 0, "utf8(numeric)" },
        { "NUMBER", 3, 126, -127, 126, "utf8(numeric)" },
        { "NUMBER", 3, 38, -127, 38, "utf8(numeric)" },
        { "NUMBER", 6, 0, 0, 15, "utf8(numeric)" },
        { "NUMBER", 8, 0, 0, 15, "utf8(numeric)" },
        { "NUMBER(12,3)", 0, 0, 0, 0, "decimal128(12,3)" },
        { "NUMBER(*,4)", 0, 0, 0, 0, "decimal128(38,4)" },
        { "NUMBER(9)", 0, 0, 0, 0, "decimal128(9,0)" },
        { "DECIMAL", 3, 7, 1, 7, "decimal128(7,1)" },
        { "INTEGER", 0, 0, 0, 0, "decimal128(38,0)" },
        { "SMALLINT", 3, 38, 0, 38, "decimal128(38,0)" },
        { "FLOAT", 6, 0, 0, 15, "utf8(numeric)" },
        { "FLOAT(126)", 3, 126, 0, 126, "utf8(numeric)" },
        { "FLOAT(10)", 8, 0, 0, 15, "utf8(numeric)" },
        { "REAL", 7, 0, 0, 7, "utf8(numeric)" },
        { "DOUBLE PRECISION", 8, 0, 0, 15, "utf8(numeric)" },
        { "BINARY_FLOAT", 7, 0, 0, 7, "float32" },
        { "BINARY_DOUBLE", 8, 0, 0, 15, "float64" },
        { "BINARY FLOAT", 7, 0, 0, 7, "float32" },
        { "binary double", 8, 0, 0, 15, "float64" },
        { "DATE", 93, 0, 0, 19, "timestamp[s]" },
        { "DATE", 91, 0, 0, 10, "timestamp[s]" },
        { "TIMESTAMP", 93, 0, 0, 19, "timestamp[s]" },
        { "TIMESTAMP", 93, 0, 1, 21, "timestamp[ms]" },
        { "TIMESTAMP", 93, 0, 3, 23, "timestamp[ms]" },
        { "TIMESTAMP", 93, 0, 4, 24, "timestamp[us]" },
        { "TIMESTAMP", 93, 0, 6, 26, "timestamp[us]" },
        { "TIMESTAMP", 93, 0, 7, 27, "timestamp[ns]" },
        { "TIMESTAMP", 93, 0, 9, 29, "timestamp[ns]" },
        { "TIMESTAMP", 93, 0, 0, 29, "timestamp[ns]" },
        { "TIMESTAMP", 93, 0, 0, 0, "timestamp[us]" },
        { "TIMESTAMP", 0, 0, 0, 0, "timestamp[us]" },
        { "TIMESTAMP(0)", 93, 0, 6, 26, "timestamp[s]" },
        { "TIMESTAMP(9)", 0, 0, 0, 0, "timestamp[ns]" },
        { "TIMESTAMP(3) WITH LOCAL TIME ZONE", 93, 0, 3, 23, "timestamp[ms,UTC]" },
        { "TIMESTAMP WITH LOCAL TIMEZONE", 93, 0, 9, 29, "timestamp[ns,UTC]" },
        { "TIMESTAMP(6) WITH TIME ZONE", 93, 0, 6, 26, "timestamp[us,UTC]" },
        { "TIMESTAMP WITH TIMEZONE", 93, 0, 9, 29, "timestamp[ns,UTC]" },
        { "TIMESTAMP(3) WITH TIME ZONE", 12, 0, 0, 64, "timestamp_offset[ms]" },
        { "TIMESTAMP WITH TIME ZONE", 0, 0, 0, 0, "timestamp_offset[us]" },
        { "INTERVAL YEAR(2) TO MONTH", 0, 0, 0, 0, "utf8" },
        { "INTERVAL DAY(2) TO SECOND(6)", 12, 0, 0, 30, "utf8" },
        { "CHAR", 1, 0, 0, 10, "utf8" },
        { "VARCHAR2(10 CHAR)", 12, 0, 0, 10, "utf8" },
        { "NCHAR", -8, 0, 0, 10, "utf8" },
        { "NVARCHAR2", -9, 0, 0, 10, "utf8" },
        { "CLOB", -1, 0, 0, 0, "utf8" },
        { "NCLOB", -10, 0, 0, 0, "utf8" },
        { "LONG", -1, 0, 0, 0, "utf8" },
        { "ROWID", 1, 0, 0, 18, "utf8" },
        { "UROWID(100)", 12, 0, 0, 100, "utf8" },
        { "BLOB", -4, 0, 0, 0, "binary" },
        { "RAW(16)", -3, 0, 0, 16, "binary" },
        { "LONG RAW", -4, 0, 0, 0, "binary" },
        { "BFILE", -4, 0, 0, 0, "binary" },
        { "XMLTYPE", -1, 0, 0, 0, "xml" },
        { "SYS.XMLTYPE", 0, 0, 0, 0, "xml" },
        { "\"PUBLIC\".\"XMLTYPE\"", 0, 0, 0, 0, "xml" },
        { "JSON", -1, 0, 0, 0, "json" },
        { "JSON", -4, 0, 0, 0, "binary" },
        { "BOOLEAN", -7, 0, 0, 1, "boolean" },
        { "VECTOR(3,FLOAT32)", -1, 0, 0, 0, "utf8" },
        { "VECTOR", -4, 0, 0, 0, "binary" },
        { "MDSYS.SDO_GEOMETRY", 0, 0, 0, 0, "utf8" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void A_name_decides(string name, int code, int precision, int scale, long length, string type)
        => Map(name, code, precision, scale, length).ToString().Should().Be(type);

    [Theory]
    [InlineData(1, 0, 0, "utf8")]
    [InlineData(2, 10, 2, "decimal128(10,2)")]
    [InlineData(3, 0, 0, "utf8(numeric)")]
    [InlineData(4, 0, 0, "int32")]
    [InlineData(5, 0, 0, "int16")]
    [InlineData(-5, 0, 0, "int64")]
    [InlineData(-6, 0, 0, "int8")]
    [InlineData(6, 0, 0, "utf8(numeric)")]
    [InlineData(7, 0, 0, "float32")]
    [InlineData(8, 0, 0, "float64")]
    [InlineData(9, 0, 0, "date32")]
    [InlineData(91, 0, 0, "date32")]
    [InlineData(11, 0, 3, "timestamp[ms]")]
    [InlineData(93, 0, 9, "timestamp[ns]")]
    [InlineData(12, 0, 0, "utf8")]
    [InlineData(-1, 0, 0, "utf8")]
    [InlineData(-8, 0, 0, "utf8")]
    [InlineData(-9, 0, 0, "utf8")]
    [InlineData(-10, 0, 0, "utf8")]
    [InlineData(-2, 0, 0, "binary")]
    [InlineData(-3, 0, 0, "binary")]
    [InlineData(-4, 0, 0, "binary")]
    [InlineData(-7, 0, 0, "boolean")]
    [InlineData(-11, 0, 0, "uuid")]
    [InlineData(92, 0, 0, "utf8")]
    [InlineData(-999, 0, 0, "utf8")]
    public void Without_a_name_that_is_known_the_code_decides(int code, int precision, int scale, string type)
    {
        Map("", code, precision, scale, 0).ToString().Should().Be(type);
        Map("OF_A_LATER_VERSION", code, precision, scale, 0).ToString().Should().Be(type);
    }

    [Theory]
    [InlineData(4, "uint32")]
    [InlineData(5, "uint16")]
    [InlineData(-5, "uint64")]
    [InlineData(-6, "uint8")]
    public void An_unsigned_code_is_unsigned(int code, string type) => s_types.Map(new() { TypeCode = code, IsUnsigned = true }, ReadOptions.Default).ToString().Should().Be(type);

    [Theory]
    [InlineData("NUMBER", 3, 0)]
    [InlineData("FLOAT", 6, 126)]
    [InlineData("", 6, 0)]
    public void A_number_without_precision_is_what_the_caller_chooses(string name, int code, int precision)
    {
        NativeColumn column = new() { TypeName = name, TypeCode = code, Precision = precision };
        s_types.Map(column, new() { Numeric = NumericReading.Text }).Should().Be(LogicalType.NumericText);
        s_types.Map(column, new() { Numeric = NumericReading.Double }).Should().Be(LogicalType.Float64);
        s_types.Map(column, new() { Numeric = NumericReading.Decimal, NumericScale = 4 }).Should().Be(LogicalType.Decimal128(38, 4));
    }

    [Theory]
    [InlineData("NUMBER(10,2)", 3, "utf8(numeric)")]
    [InlineData("NUMBER", 3, "utf8(numeric)")]
    [InlineData("DATE", 93, "utf8")]
    [InlineData("TIMESTAMP(6)", 93, "utf8")]
    [InlineData("TIMESTAMP(6) WITH LOCAL TIME ZONE", 93, "utf8")]
    [InlineData("TIMESTAMP(6) WITH TIME ZONE", 12, "utf8")]
    [InlineData("", 93, "utf8")]
    [InlineData("", 91, "utf8")]
    public void What_may_not_fit_its_type_is_text_if_the_caller_asked_for_it(string name, int code, string type)
        => s_types.Map(new() { TypeName = name, TypeCode = code }, new() { MismatchAsText = true, Numeric = NumericReading.Decimal }).ToString().Should().Be(type);

    [Fact]
    public void Every_known_column_is_told_apart_by_its_name()
    {
        s_types.Known.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(30);
        s_types.Known.Select(column => s_types.Map(column, ReadOptions.Default).ToString()).Distinct().Should().Contain(
            ["decimal128(10,2)", "utf8(numeric)", "float32", "float64", "timestamp[s]", "timestamp[ms]", "timestamp[us]", "timestamp[ns]", "timestamp[us,UTC]", "timestamp_offset[us]", "utf8", "binary",
                "xml", "json", "boolean"]);
    }

    private static LogicalType Map(string name, int code, int precision, int scale, long length)
        => s_types.Map(new() { TypeName = name, TypeCode = code, Precision = precision, Scale = scale, Length = length }, ReadOptions.Default);
}
