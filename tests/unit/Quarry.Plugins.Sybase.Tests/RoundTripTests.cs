using Quarry.Contracts;

namespace Quarry.Plugins.Sybase.Tests;

/// <summary>A logical type becomes a native one, which the ODBC drivers describe, which is read again.</summary>
public sealed class RoundTripTests
{
    private static readonly SybaseTypeMap s_types = new();

    public static TheoryData<string, string?> Ddl => new()
    {
        { "boolean", "bit" },
        { "int8", "smallint" },
        { "uint8", "tinyint" },
        { "int16", "smallint" },
        { "uint16", "unsigned smallint" },
        { "int32", "int" },
        { "uint32", "unsigned int" },
        { "int64", "bigint" },
        { "uint64", "unsigned bigint" },
        { "float32", "real" },
        { "float64", "double precision" },
        { "decimal128(12,2)", "decimal(12,2)" },
        { "decimal128(38,38)", "decimal(38,38)" },
        { "decimal128(3,5)", "decimal(5,5)" },
        { "decimal128(5,-3)", "decimal(8,0)" },
        { "decimal128(38,-1)", null },
        { "decimal256(38,2)", "decimal(38,2)" },
        { "decimal256(39,0)", null },
        { "utf8(numeric)", null },
        { "date32", "date" },
        { "time64[us]", "bigtime" },
        { "time64[ns]", null },
        { "timestamp[s]", "bigdatetime" },
        { "timestamp[ms]", "bigdatetime" },
        { "timestamp[us]", "bigdatetime" },
        { "timestamp[ns]", null },
        { "timestamp[us,UTC]", null },
        { "timestamp_offset[us]", null },
        { "interval", null },
        { "utf8", "unitext" },
        { "json", "unitext" },
        { "xml", "unitext" },
        { "binary", "image" },
        { "fixed_binary[16]", "image" },
        { "uuid", "char(36)" },
        { "list<int32>", null },
    };

    // What is read back as another type, which holds the same values.
    private static readonly Dictionary<string, string> s_deviations = new()
    {
        ["int8"] = "int16",
        ["decimal128(3,5)"] = "decimal128(5,5)",
        ["decimal128(5,-3)"] = "decimal128(8,0)",
        ["decimal256(38,2)"] = "decimal128(38,2)",
        ["timestamp[s]"] = "timestamp[us]",
        ["timestamp[ms]"] = "timestamp[us]",
        ["json"] = "utf8",
        ["xml"] = "utf8",
        ["fixed_binary[16]"] = "binary",
        ["uuid"] = "utf8",
    };

    [Theory]
    [MemberData(nameof(Ddl))]
    public void A_table_gets_types_that_hold_every_value(string type, string? ddl) => s_types.ToDdl(Parsed(type)).Should().Be(ddl);

    [Theory]
    [MemberData(nameof(Ddl))]
    public void What_was_made_is_read_as_it_was_or_as_the_table_of_deviations_says(string type, string? ddl)
    {
        if (ddl is null)
        {
            s_deviations.Should().NotContainKey(type);
            return;
        }

        string expected = s_deviations.GetValueOrDefault(type, type);
        foreach (NativeColumn column in Described(ddl))
        {
            s_types.Map(new SybaseOdbcProfile().Describe(column), ReadOptions.Default).ToString().Should().Be(expected, "of {0} as {1} {2}", ddl, column.TypeCode, column.TypeName);
        }
    }

    // SAP's driver, then FreeTDS (https://github.com/FreeTDS/freetds/blob/master/src/odbc/odbc_data.c), which has no name for unitext.
    private static NativeColumn[] Described(string ddl) => ddl switch
    {
        "bit" => [Column(-7, "bit", length: 1)],
        "tinyint" => [Column(-6, "tinyint", length: 3), Column(-6, "tinyint", length: 3, isUnsigned: true)],
        "smallint" => [Column(5, "smallint", length: 5)],
        "unsigned smallint" => [Column(5, "unsigned smallint", length: 5, isUnsigned: true), Column(5, "smallint", length: 5, isUnsigned: true)],
        "int" => [Column(4, "int", length: 10)],
        "unsigned int" => [Column(4, "unsigned int", length: 10, isUnsigned: true)],
        "bigint" => [Column(-5, "bigint", length: 19)],
        "unsigned bigint" => [Column(-5, "unsigned bigint", length: 20, isUnsigned: true)],
        "real" => [Column(7, "real", length: 7), Column(7, "real", length: 24)],
        "double precision" => [Column(8, "double precision", length: 15), Column(8, "float", length: 53)],
        "date" => [Column(91, "date", length: 10)],
        "bigtime" => [Column(92, "bigtime", scale: 6, length: 15), Column(-154, "bigtime", scale: 6, length: 15)],
        "bigdatetime" => [Column(93, "bigdatetime", scale: 6, length: 26)],
        "unitext" => [Column(-10, "unitext"), Column(-10, "ntext"), Column(0, "")],
        "image" => [Column(-4, "image")],
        "char(36)" => [Column(1, "char", length: 36), Column(12, "varchar", length: 36)],
        _ when ddl.StartsWith("decimal(", StringComparison.Ordinal) && ddl[8..^1].Split(',') is [var digits, var scale] =>
            [Column(3, "decimal", int.Parse(digits), int.Parse(scale)), Column(2, "decimal", int.Parse(digits), int.Parse(scale))],
        _ => throw new ArgumentException($"Nobody says how \"{ddl}\" is described.", nameof(ddl)),
    };

    private static NativeColumn Column(int code, string name, int precision = 0, int scale = 0, long length = 0, bool isUnsigned = false)
        => new() { TypeCode = code, TypeName = name, Precision = precision, Scale = scale, Length = length, IsUnsigned = isUnsigned };

    private static LogicalType Parsed(string text) => LogicalType.TryParse(text, out LogicalType? type) ? type : throw new ArgumentException($"\"{text}\" is no type.", nameof(text));
}
