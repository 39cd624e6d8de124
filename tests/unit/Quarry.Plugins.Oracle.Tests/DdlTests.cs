using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Tests;

/// <summary>What Quarry creates, and what becomes of it when it is read back through Oracle's ODBC driver.</summary>
public sealed class DdlTests
{
    private static readonly OracleTypeMap s_types = new();

    // Logical type, DDL, and the code, precision, scale and length by which the driver describes it; what it is read as, where that is something else.
    public static TheoryData<string, string, int, int, int, long, string?> Created => new()
    {
        { "decimal128(10,2)", "NUMBER(10,2)", 3, 10, 2, 10, null },
        { "decimal128(38,0)", "NUMBER(38,0)", 3, 38, 0, 38, null },
        { "decimal128(3,5)", "NUMBER(3,5)", 3, 3, 5, 3, null },
        { "decimal128(5,-3)", "NUMBER(5,-3)", 3, 5, -3, 5, null },
        { "decimal256(38,76)", "NUMBER(38,76)", 3, 38, 76, 38, null },
        { "decimal256(38,-76)", "NUMBER(38,-76)", 3, 38, -76, 38, null },
        { "float32", "BINARY_FLOAT", 7, 0, 0, 7, null },
        { "float64", "BINARY_DOUBLE", 8, 0, 0, 15, null },
        { "timestamp[s]", "TIMESTAMP(0)", 93, 0, 0, 19, null },
        { "timestamp[ms]", "TIMESTAMP(3)", 93, 0, 3, 23, null },
        { "timestamp[us]", "TIMESTAMP(6)", 93, 0, 6, 26, null },
        { "timestamp[ns]", "TIMESTAMP(9)", 93, 0, 9, 29, null },
        { "timestamp[s,UTC]", "TIMESTAMP(0) WITH LOCAL TIME ZONE", 93, 0, 0, 19, null },
        { "timestamp[us,UTC]", "TIMESTAMP(6) WITH LOCAL TIME ZONE", 93, 0, 6, 26, null },
        { "timestamp[ns,UTC]", "TIMESTAMP(9) WITH LOCAL TIME ZONE", 93, 0, 9, 29, null },
        { "utf8", "NCLOB", -10, 0, 0, 0, null },
        { "binary", "BLOB", -4, 0, 0, 0, null },
        // Deviations: Oracle has no booleans before 23, no integers, no dates without a time, no bytes of one length.
        { "boolean", "NUMBER(1)", 3, 1, 0, 1, "decimal128(1,0)" },
        { "int8", "NUMBER(3)", 3, 3, 0, 3, "decimal128(3,0)" },
        { "uint8", "NUMBER(3)", 3, 3, 0, 3, "decimal128(3,0)" },
        { "int16", "NUMBER(5)", 3, 5, 0, 5, "decimal128(5,0)" },
        { "uint16", "NUMBER(5)", 3, 5, 0, 5, "decimal128(5,0)" },
        { "int32", "NUMBER(10)", 3, 10, 0, 10, "decimal128(10,0)" },
        { "uint32", "NUMBER(10)", 3, 10, 0, 10, "decimal128(10,0)" },
        { "int64", "NUMBER(19)", 3, 19, 0, 19, "decimal128(19,0)" },
        { "uint64", "NUMBER(20)", 3, 20, 0, 20, "decimal128(20,0)" },
        { "date32", "DATE", 93, 0, 0, 19, "timestamp[s]" },
        { "fixed_binary[16]", "RAW(16)", -3, 0, 0, 16, "binary" },
        { "fixed_binary[2000]", "RAW(2000)", -3, 0, 0, 2000, "binary" },
        { "fixed_binary[2001]", "BLOB", -4, 0, 0, 0, "binary" },
        { "uuid", "RAW(16)", -3, 0, 0, 16, "binary" },
        // JSON came with 21, XMLTYPE does not keep a text as it is, and NUMBER rounds.
        { "json", "NCLOB", -10, 0, 0, 0, "utf8" },
        { "xml", "NCLOB", -10, 0, 0, 0, "utf8" },
        { "utf8(numeric)", "NCLOB", -10, 0, 0, 0, "utf8" },
        // The driver delivers the instant in the session's zone: the offset is in the table, not in what is read.
        { "timestamp_offset[us]", "TIMESTAMP(6) WITH TIME ZONE", 93, 0, 6, 26, "timestamp[us,UTC]" },
        { "timestamp_offset[ns]", "TIMESTAMP(9) WITH TIME ZONE", 93, 0, 9, 29, "timestamp[ns,UTC]" },
    };

    [Theory]
    [MemberData(nameof(Created))]
    public void A_column_is_created_so_and_read_back_so(string type, string ddl, int code, int precision, int scale, long length, string? deviation)
    {
        s_types.ToDdl(Parsed.Type(type)).Should().Be(ddl);
        // The driver gives the name without what stands in parentheses.
        string name = System.Text.RegularExpressions.Regex.Replace(ddl, @"\([^)]*\)", "");
        NativeColumn column = new() { TypeName = name, TypeCode = code, Precision = precision, Scale = scale, Length = length };
        LogicalType read = s_types.Map(new OracleOdbcProfile().Describe(column), ReadOptions.Default);
        read.ToString().Should().Be(deviation ?? type);

        // What was read is created and read so again: nothing drifts.
        string again = s_types.ToDdl(read)!;
        s_types.Map(new() { TypeName = again, TypeCode = TypeCodeOf(again) }, ReadOptions.Default).Should().Be(read);
    }

    [Theory]
    [InlineData("decimal256(39,0)")]
    [InlineData("decimal256(76,40)")]
    [InlineData("time64[us]")]
    [InlineData("time64[ns]")]
    [InlineData("interval")]
    [InlineData("list<int32>")]
    public void What_has_no_type_that_holds_every_value_has_none(string type) => s_types.ToDdl(Parsed.Type(type)).Should().BeNull();

    [Fact]
    public void Text_is_Unicode_on_every_database_and_its_type_is_the_one_that_knows_an_empty_value()
    {
        // VARCHAR2 and RAW have no empty value (https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/Nulls.html): what a row says that is empty arrives as NULL, in a
        // LOB too, since it is bound as text. A column that takes no NULL refuses it (ORA-01400), which is why NOT NULL is kept.
        s_types.ToDdl(LogicalType.Utf8).Should().Be("NCLOB");
        var schema = new Schema([new() { Name = "t", Type = LogicalType.Utf8, IsNullable = false }, new() { Name = "b", Type = LogicalType.Binary }]);
        new OracleDialect().CreateTable(new() { Schema = "S", Name = "T" }, schema, s_types).Should().Be("CREATE TABLE \"S\".\"T\" (\"t\" NCLOB NOT NULL, \"b\" BLOB)");
    }

    private static int TypeCodeOf(string ddl) => ddl.StartsWith("TIMESTAMP", StringComparison.Ordinal) ? 93 : 0;
}
