using System.Text.RegularExpressions;
using Quarry.Contracts;
using Quarry.Plugins.SqlServer.Types;

namespace Quarry.Plugins.SqlServer.Tests;

/// <summary>https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql.</summary>
public sealed partial class TypeMapTests
{
    private static readonly SqlServerTypeMap s_types = new();

    // Each row of Known: its name with arguments, its code, and what it is read as.
    public static TheoryData<string, int, string> Known => new()
    {
        { "bit", -7, "boolean" },
        { "tinyint", -6, "uint8" },
        { "smallint", 5, "int16" },
        { "int", 4, "int32" },
        { "bigint", -5, "int64" },
        { "decimal(18,4)", 3, "decimal128(18,4)" },
        { "decimal(38,10)", 3, "decimal128(38,10)" },
        { "numeric(10,0)", 2, "decimal128(10,0)" },
        { "money", 3, "decimal128(19,4)" },
        { "smallmoney", 3, "decimal128(10,4)" },
        { "real", 7, "float32" },
        { "float", 6, "float64" },
        { "date", 91, "date32" },
        { "time(0)", -154, "time64[us]" },
        { "time(1)", -154, "time64[us]" },
        { "time(2)", -154, "time64[us]" },
        { "time(3)", -154, "time64[us]" },
        { "time(4)", -154, "time64[us]" },
        { "time(5)", -154, "time64[us]" },
        { "time(6)", -154, "time64[us]" },
        { "time(7)", -154, "time64[ns]" },
        { "smalldatetime", 93, "timestamp[s]" },
        { "datetime", 93, "timestamp[ms]" },
        { "datetime2(0)", 93, "timestamp[s]" },
        { "datetime2(1)", 93, "timestamp[ms]" },
        { "datetime2(2)", 93, "timestamp[ms]" },
        { "datetime2(3)", 93, "timestamp[ms]" },
        { "datetime2(4)", 93, "timestamp[us]" },
        { "datetime2(5)", 93, "timestamp[us]" },
        { "datetime2(6)", 93, "timestamp[us]" },
        { "datetime2(7)", 93, "timestamp[ns]" },
        { "datetimeoffset(0)", -155, "timestamp_offset[s]" },
        { "datetimeoffset(1)", -155, "timestamp_offset[ms]" },
        { "datetimeoffset(2)", -155, "timestamp_offset[ms]" },
        { "datetimeoffset(3)", -155, "timestamp_offset[ms]" },
        { "datetimeoffset(4)", -155, "timestamp_offset[us]" },
        { "datetimeoffset(5)", -155, "timestamp_offset[us]" },
        { "datetimeoffset(6)", -155, "timestamp_offset[us]" },
        { "datetimeoffset(7)", -155, "timestamp_offset[ns]" },
        { "char(10)", 1, "utf8" },
        { "varchar(50)", 12, "utf8" },
        { "varchar(max)", 12, "utf8" },
        { "nchar(10)", -8, "utf8" },
        { "nvarchar(50)", -9, "utf8" },
        { "nvarchar(max)", -9, "utf8" },
        { "text", -1, "utf8" },
        { "ntext", -10, "utf8" },
        { "sysname", -9, "utf8" },
        { "binary(16)", -2, "fixed_binary[16]" },
        { "varbinary(50)", -3, "binary" },
        { "varbinary(max)", -3, "binary" },
        { "image", -4, "binary" },
        { "timestamp", -2, "fixed_binary[8]" },
        { "rowversion", -2, "fixed_binary[8]" },
        { "uniqueidentifier", -11, "uuid" },
        { "sql_variant", -150, "utf8" },
        { "xml", -152, "xml" },
        { "json", -9, "json" },
        { "hierarchyid", -151, "binary" },
        { "geometry", -151, "binary" },
        { "geography", -151, "binary" },
        { "udt", -151, "binary" },
        { "vector", 12, "list<float32>" },
    };

    [Fact]
    public void Each_type_that_is_told_apart_is_described_by_the_driver_and_read()
        => s_types.Known.Select(column => new SqlServerOdbcProfile().Describe(column)).Select(column => (column.TypeName, column.TypeCode, s_types.Map(column, ReadOptions.Default).ToString()))
            .Should().Equal(Known.Select(row => ((string)row[0], (int)row[1], (string)row[2])));

    [Theory]
    [MemberData(nameof(Known))]
    public void A_name_is_enough(string name, int code, string expected)
    {
        _ = code;
        s_types.Map(new() { TypeName = name.ToUpperInvariant() }, ReadOptions.Default).ToString().Should().Be(expected);
    }

    // By the code alone: an alias type, an expression, a type that is newer than the table.
    [Theory]
    [InlineData(-7, 0, 0, "boolean")]
    [InlineData(-6, 0, 0, "uint8")]
    [InlineData(5, 0, 0, "int16")]
    [InlineData(4, 0, 0, "int32")]
    [InlineData(-5, 0, 0, "int64")]
    [InlineData(2, 10, 2, "decimal128(10,2)")]
    [InlineData(3, 38, 38, "decimal128(38,38)")]
    [InlineData(3, 0, 0, "utf8(numeric)")]
    [InlineData(7, 0, 0, "float32")]
    [InlineData(6, 0, 0, "float64")]
    [InlineData(8, 0, 0, "float64")]
    [InlineData(91, 0, 0, "date32")]
    [InlineData(9, 0, 0, "date32")]
    [InlineData(92, 0, 3, "time64[us]")]
    [InlineData(-154, 0, 7, "time64[ns]")]
    [InlineData(93, 0, 3, "timestamp[ms]")]
    [InlineData(11, 0, 6, "timestamp[us]")]
    [InlineData(93, 0, 7, "timestamp[ns]")]
    [InlineData(-155, 0, 7, "timestamp_offset[ns]")]
    [InlineData(1, 0, 0, "utf8")]
    [InlineData(12, 0, 0, "utf8")]
    [InlineData(-1, 0, 0, "utf8")]
    [InlineData(-8, 0, 0, "utf8")]
    [InlineData(-9, 0, 0, "utf8")]
    [InlineData(-10, 0, 0, "utf8")]
    [InlineData(-2, 0, 0, "binary")]
    [InlineData(-3, 0, 0, "binary")]
    [InlineData(-4, 0, 0, "binary")]
    [InlineData(-11, 0, 0, "uuid")]
    [InlineData(-150, 0, 0, "utf8")]
    [InlineData(-151, 0, 0, "binary")]
    [InlineData(-152, 0, 0, "xml")]
    [InlineData(0, 0, 0, "utf8")]
    [InlineData(4711, 0, 0, "utf8")]
    public void A_code_decides_where_the_name_is_unknown_or_missing(int code, int precision, int scale, string expected)
    {
        foreach (string name in (string[])["", "dbo.Phone", "phone"])
        {
            s_types.Map(new() { TypeName = name, TypeCode = code, Precision = precision, Scale = scale }, ReadOptions.Default).ToString().Should().Be(expected);
        }
    }

    [Theory]
    [InlineData("int identity", 4, "int32")]
    [InlineData("decimal() identity", 3, "decimal128(12,0)")]
    [InlineData("numeric() identity", 2, "decimal128(12,0)")]
    public void An_identity_is_its_type(string name, int code, string expected)
        => s_types.Map(new() { TypeName = name, TypeCode = code, Precision = code == 4 ? 0 : 12 }, ReadOptions.Default).ToString().Should().Be(expected);

    [Fact]
    public void A_name_wins_over_a_code_and_a_moment_without_digits_has_seven()
    {
        s_types.Map(new() { TypeName = "money", TypeCode = 12 }, ReadOptions.Default).Should().Be(LogicalType.Decimal128(19, 4));
        s_types.Map(new() { TypeName = "datetime2", TypeCode = 93 }, ReadOptions.Default).Should().Be(LogicalType.Timestamp(TimeUnit.Nanosecond));
        s_types.Map(new() { TypeName = "datetime2", TypeCode = 93, Length = 19 }, ReadOptions.Default).Should().Be(LogicalType.Timestamp(TimeUnit.Second));
    }

    [Fact]
    public void The_callers_choices_are_honoured()
    {
        NativeColumn unknown = new() { TypeName = "decimal" };
        s_types.Map(unknown, new() { Numeric = NumericReading.Decimal, NumericScale = 4 }).Should().Be(LogicalType.Decimal128(38, 4));
        s_types.Map(unknown, new() { Numeric = NumericReading.Double }).Should().Be(LogicalType.Float64);
        s_types.Map(unknown, new() { Numeric = NumericReading.Decimal, MismatchAsText = true }).Should().Be(LogicalType.NumericText);
        s_types.Map(new() { TypeName = "decimal(10,2)" }, new() { Numeric = NumericReading.Double }).Should().Be(LogicalType.Decimal128(10, 2));
        var text = new ReadOptions { MismatchAsText = true };
        s_types.Map(new() { TypeName = "datetime2(7)" }, text).Should().Be(LogicalType.Utf8, "the years after 2262 do not fit 64 bits of nanoseconds");
        s_types.Map(new() { TypeName = "datetimeoffset(7)" }, text).Should().Be(LogicalType.Utf8);
        s_types.Map(new() { TypeName = "datetime2(6)" }, text).Should().Be(LogicalType.Timestamp(TimeUnit.Microsecond));
        s_types.Map(new() { TypeName = "time(7)" }, text).Should().Be(LogicalType.Time64(TimeUnit.Nanosecond));
    }

    // What a created column is, and what is read from it: the same, but where the third column says otherwise.
    public static TheoryData<string, string?, string?> Created => new()
    {
        { "boolean", "bit", null },
        { "int8", "smallint", "int16" },
        { "int16", "smallint", null },
        { "int32", "int", null },
        { "int64", "bigint", null },
        { "uint8", "tinyint", null },
        { "uint16", "int", "int32" },
        { "uint32", "bigint", "int64" },
        { "uint64", "decimal(20,0)", "decimal128(20,0)" },
        { "float32", "real", null },
        { "float64", "float", null },
        { "decimal128(10,2)", "decimal(10,2)", null },
        { "decimal128(38,38)", "decimal(38,38)", null },
        { "decimal128(3,5)", null, null },
        { "decimal128(5,-2)", null, null },
        { "decimal256(38,0)", "decimal(38,0)", "decimal128(38,0)" },
        { "decimal256(39,0)", null, null },
        { "date32", "date", null },
        { "time64[us]", "time(6)", null },
        { "time64[ns]", null, null },
        { "timestamp[s]", "datetime2(0)", null },
        { "timestamp[ms]", "datetime2(3)", null },
        { "timestamp[us]", "datetime2(6)", null },
        { "timestamp[ns]", null, null },
        // Instants keep their zone only with an offset, which is 0.
        { "timestamp[s,UTC]", "datetimeoffset(0)", "timestamp_offset[s]" },
        { "timestamp[ms,UTC]", "datetimeoffset(3)", "timestamp_offset[ms]" },
        { "timestamp[us,UTC]", "datetimeoffset(6)", "timestamp_offset[us]" },
        { "timestamp[ns,UTC]", null, null },
        { "timestamp_offset[s]", "datetimeoffset(0)", null },
        { "timestamp_offset[ms]", "datetimeoffset(3)", null },
        { "timestamp_offset[us]", "datetimeoffset(6)", null },
        { "timestamp_offset[ns]", null, null },
        { "interval", null, null },
        { "utf8", "nvarchar(max)", null },
        { "utf8(numeric)", "nvarchar(max)", "utf8" },
        { "json", "nvarchar(max)", "utf8" },
        { "xml", "nvarchar(max)", "utf8" },
        { "binary", "varbinary(max)", null },
        { "fixed_binary[16]", "binary(16)", null },
        { "fixed_binary[8000]", "binary(8000)", null },
        { "fixed_binary[8001]", "varbinary(max)", "binary" },
        { "uuid", "uniqueidentifier", null },
        { "list<float32>", null, null },
    };

    [Theory]
    [MemberData(nameof(Created))]
    public void A_created_column_holds_every_value_and_is_read_as_what_it_was(string type, string? ddl, string? readAs)
    {
        LogicalType logical = LogicalType.TryParse(type, out LogicalType? parsed) ? parsed : throw new ArgumentException(type, nameof(type));
        s_types.ToDdl(logical).Should().Be(ddl);
        if (ddl is not null)
        {
            LogicalType read = s_types.Map(new SqlServerOdbcProfile().Describe(Described(ddl)), ReadOptions.Default);
            read.ToString().Should().Be(readAs ?? type);
            s_types.ToDdl(read).Should().Be(ddl, "a copy of the table is the same table");
            TSql.Parse($"CREATE TABLE t (c {ddl})").Should().ContainSingle();
        }
    }

    [Fact]
    public void Every_kind_of_type_is_in_the_table()
        => Created.Select(row => LogicalType.TryParse((string)row[0]!, out LogicalType? type) ? type.Kind : default).Distinct().Order().Should().Equal(Enum.GetValues<TypeKind>());

    /// <summary>A column of a type as Microsoft's ODBC driver describes it, from the row of Known of the same name.</summary>
    private static NativeColumn Described(string ddl)
    {
        Match match = Declared().Match(ddl);
        NativeColumn known = KnownColumns.All.First(column => column.TypeName == match.Groups[1].Value);
        int first = match.Groups[2].Success ? int.Parse(match.Groups[2].Value) : 0;
        return known.TypeName switch
        {
            "decimal" => known with { Length = first, Precision = first, Scale = int.Parse(match.Groups[3].Value) },
            "time" or "datetime2" or "datetimeoffset" => KnownColumns.All.Single(column => column.TypeName == known.TypeName && column.Scale == first),
            "nvarchar" or "varbinary" or "binary" => known with { Length = first },
            _ => known,
        };
    }

    [GeneratedRegex(@"^([a-z0-9]+)(?:\((?:(\d+)(?:,(\d+))?|max)\))?$")]
    private static partial Regex Declared();
}
