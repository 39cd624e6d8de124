using Quarry.Contracts;

namespace Quarry.Plugins.Sybase.Tests;

public sealed class TypeMapTests
{
    private static readonly SybaseTypeMap s_types = new();

    // Name, SQL type code, precision, scale, length, unsigned: as SAP's ODBC driver describes it
    // (https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc20116.1570/html/aseodbc/CACFDIGH.htm).
    public static TheoryData<string, int, int, int, long, bool, string> Names => new()
    {
        { "bit", -7, 0, 0, 1, false, "boolean" },
        { "tinyint", -6, 0, 0, 3, false, "uint8" },
        { "tinyint", -6, 0, 0, 3, true, "uint8" },
        { "smallint", 5, 0, 0, 5, false, "int16" },
        { "smallint identity", 5, 0, 0, 5, false, "int16" },
        { "unsigned smallint", 5, 0, 0, 5, true, "uint16" },
        { "unsignedsmallint", 5, 0, 0, 5, false, "uint16" },
        { "usmallint", 5, 0, 0, 5, false, "uint16" },
        { "smallint", 5, 0, 0, 5, true, "uint16" },
        { "int", 4, 0, 0, 10, false, "int32" },
        { "int identity", 4, 0, 0, 10, false, "int32" },
        { "unsigned int", 4, 0, 0, 10, true, "uint32" },
        { "uint", 4, 0, 0, 10, false, "uint32" },
        { "int", 4, 0, 0, 10, true, "uint32" },
        { "bigint", -5, 0, 0, 19, false, "int64" },
        { "unsigned bigint", -5, 0, 0, 20, true, "uint64" },
        { "ubigint", -5, 0, 0, 20, false, "uint64" },
        { "numeric", 2, 38, 0, 38, false, "decimal128(38,0)" },
        { "NUMERIC", 2, 10, 2, 10, false, "decimal128(10,2)" },
        { "numeric(10,0) identity", 2, 10, 0, 10, false, "decimal128(10,0)" },
        { "decimal", 3, 38, 38, 38, false, "decimal128(38,38)" },
        { "money", 3, 19, 4, 19, false, "decimal128(19,4)" },
        { "money", 3, 0, 0, 0, false, "decimal128(19,4)" },
        { "money", 3, 10, 4, 10, false, "decimal128(10,4)" },
        { "smallmoney", 3, 10, 4, 10, false, "decimal128(10,4)" },
        { "real", 7, 0, 0, 7, false, "float32" },
        { "float", 8, 0, 0, 15, false, "float64" },
        { "double precision", 8, 0, 0, 15, false, "float64" },
        { "date", 91, 0, 0, 10, false, "date32" },
        { "time", 92, 0, 3, 12, false, "time64[us]" },
        { "time", -154, 0, 3, 12, false, "time64[us]" },
        { "bigtime", 92, 0, 6, 15, false, "time64[us]" },
        { "bigtime", -154, 0, 6, 15, false, "time64[us]" },
        { "smalldatetime", 93, 0, 0, 16, false, "timestamp[s]" },
        { "datetime", 93, 0, 3, 23, false, "timestamp[ms]" },
        { "bigdatetime", 93, 0, 6, 26, false, "timestamp[us]" },
        { "char", 1, 0, 0, 10, false, "utf8" },
        { "varchar(30)", 12, 0, 0, 30, false, "utf8" },
        { "nchar", 1, 0, 0, 10, false, "utf8" },
        { "nvarchar", 12, 0, 0, 10, false, "utf8" },
        { "unichar", -8, 0, 0, 10, false, "utf8" },
        { "univarchar", -9, 0, 0, 10, false, "utf8" },
        { "text", -1, 0, 0, 0, false, "utf8" },
        { "unitext", -10, 0, 0, 0, false, "utf8" },
        { "ntext", -10, 0, 0, 0, false, "utf8" },
        { "sysname", 12, 0, 0, 30, false, "utf8" },
        { "longsysname", 12, 0, 0, 255, false, "utf8" },
        { "binary", -2, 0, 0, 16, false, "binary" },
        { "varbinary", -3, 0, 0, 255, false, "binary" },
        { "image", -4, 0, 0, 0, false, "binary" },
        { "timestamp", -2, 0, 0, 8, false, "binary" },
        { "timestamp", -3, 0, 0, 8, false, "binary" },
        { "timestamp", 93, 0, 6, 26, false, "timestamp[us]" },
    };

    // A user-defined type has a name of its own, an expression may have none: the code decides.
    public static TheoryData<int, int, int, bool, string> Codes => new()
    {
        { -7, 0, 0, false, "boolean" },
        { -6, 0, 0, false, "uint8" },
        { 5, 0, 0, false, "int16" },
        { 5, 0, 0, true, "uint16" },
        { 4, 0, 0, false, "int32" },
        { 4, 0, 0, true, "uint32" },
        { -5, 0, 0, false, "int64" },
        { -5, 0, 0, true, "uint64" },
        { 2, 12, 3, false, "decimal128(12,3)" },
        { 3, 12, 3, false, "decimal128(12,3)" },
        { 7, 0, 0, false, "float32" },
        { 6, 0, 0, false, "float64" },
        { 8, 0, 0, false, "float64" },
        { 91, 0, 0, false, "date32" },
        { 9, 0, 0, false, "date32" },
        { 92, 0, 0, false, "time64[us]" },
        { 10, 0, 0, false, "time64[us]" },
        { -154, 0, 0, false, "time64[us]" },
        { 93, 0, 0, false, "timestamp[us]" },
        { 11, 0, 0, false, "timestamp[us]" },
        { 1, 0, 0, false, "utf8" },
        { 12, 0, 0, false, "utf8" },
        { -1, 0, 0, false, "utf8" },
        { -8, 0, 0, false, "utf8" },
        { -9, 0, 0, false, "utf8" },
        { -10, 0, 0, false, "utf8" },
        { -2, 0, 0, false, "binary" },
        { -3, 0, 0, false, "binary" },
        { -4, 0, 0, false, "binary" },
        { -11, 0, 0, false, "uuid" },
        { 0, 0, 0, false, "utf8" },
        { 4711, 0, 0, false, "utf8" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_known_name_decides(string name, int code, int precision, int scale, long length, bool isUnsigned, string expected)
        => Map(new() { TypeName = name, TypeCode = code, Precision = precision, Scale = scale, Length = length, IsUnsigned = isUnsigned }).Should().Be(expected);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Of_an_unknown_name_the_code_decides(int code, int precision, int scale, bool isUnsigned, string expected)
    {
        Map(new() { TypeName = "postal_code", TypeCode = code, Precision = precision, Scale = scale, IsUnsigned = isUnsigned }).Should().Be(expected);
        Map(new() { TypeName = "", TypeCode = code, Precision = precision, Scale = scale, IsUnsigned = isUnsigned }).Should().Be(expected);
    }

    [Fact]
    public void A_number_without_precision_is_the_callers_choice()
    {
        var column = new NativeColumn { TypeName = "numeric", TypeCode = 2 };
        Map(column).Should().Be("utf8(numeric)");
        Map(column, new() { Numeric = NumericReading.Double }).Should().Be("float64");
        Map(column, new() { Numeric = NumericReading.Decimal, NumericScale = 4 }).Should().Be("decimal128(38,4)");
    }

    [Theory]
    [InlineData("numeric", 2, 77, 0)]
    [InlineData("numeric", 2, 10, 12)]
    [InlineData("decimal", 3, 10, -2)]
    public void Digits_that_ASE_does_not_have_are_numeric_text(string name, int code, int precision, int scale)
        => Map(new() { TypeName = name, TypeCode = code, Precision = precision, Scale = scale }).Should().Be("utf8(numeric)");

    [Theory]
    [InlineData("numeric", 10, "utf8(numeric)")]
    [InlineData("money", 19, "utf8(numeric)")]
    [InlineData("datetime", 0, "utf8")]
    [InlineData("bigtime", 0, "utf8")]
    [InlineData("date", 0, "utf8")]
    [InlineData("int", 0, "int32")]
    public void What_may_contradict_its_type_is_text_for_who_asks(string name, int precision, string expected)
        => Map(new() { TypeName = name, Precision = precision }, new() { MismatchAsText = true }).Should().Be(expected);

    [Fact]
    public void Each_type_is_listed_once_and_maps_the_same_by_its_name_and_by_its_code()
    {
        s_types.Known.Select(column => column.TypeName).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(30);
        // Names alone tell the resolution of a timestamp.
        foreach (NativeColumn column in s_types.Known.Where(column => column.TypeName is not ("smalldatetime" or "datetime")))
        {
            Map(column with { TypeName = "udt" }).Should().Be(Map(column), "of {0}", column.TypeName);
        }
    }

    private static string Map(NativeColumn column, ReadOptions? options = null) => s_types.Map(column, options ?? ReadOptions.Default).ToString();
}
