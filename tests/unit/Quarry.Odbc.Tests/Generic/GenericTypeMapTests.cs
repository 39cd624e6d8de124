using Quarry.Contracts;
using Quarry.Odbc.Generic;
using Quarry.Odbc.Native;

namespace Quarry.Odbc.Tests.Generic;

public sealed class GenericTypeMapTests
{
    private static readonly GenericTypeMap s_map = new(new() { Product = "x", Version = new(1, 0) });

    public static TheoryData<int, string, string> Codes => new()
    {
        { Sql.Bit, "bool", "bool" },
        { Sql.TinyInt, "int8", "uint8" },
        { Sql.SmallInt, "int16", "uint16" },
        { Sql.Integer, "int32", "uint32" },
        { Sql.BigInt, "int64", "uint64" },
        { Sql.Real, "float32", "float32" },
        { Sql.Float, "float64", "float64" },
        { Sql.Double, "float64", "float64" },
        { Sql.TypeDate, "date32", "date32" },
        { Sql.DateTime2, "date32", "date32" },
        { Sql.TypeTimestamp, "timestamp[us]", "timestamp[us]" },
        { Sql.Timestamp2, "timestamp[us]", "timestamp[us]" },
        { Sql.SqlServerTimestampOffset, "timestamp_offset[ns]", "timestamp_offset[ns]" },
        { Sql.Binary, "binary", "binary" },
        { Sql.VarBinary, "binary", "binary" },
        { Sql.LongVarBinary, "binary", "binary" },
        { Sql.SqlServerUdt, "binary", "binary" },
        { Sql.Guid, "uuid", "uuid" },
        { Sql.Char, "utf8", "utf8" },
        { Sql.VarChar, "utf8", "utf8" },
        { Sql.LongVarChar, "utf8", "utf8" },
        { Sql.WChar, "utf8", "utf8" },
        { Sql.WVarChar, "utf8", "utf8" },
        { Sql.WLongVarChar, "utf8", "utf8" },
        { Sql.TypeTime, "utf8", "utf8" },
        { Sql.Time2, "utf8", "utf8" },
        { Sql.SqlServerTime, "utf8", "utf8" },
        { Sql.SqlServerXml, "utf8", "utf8" },
        { Sql.SqlServerVariant, "utf8", "utf8" },
        { Sql.Unknown, "utf8", "utf8" },
        { 12345, "utf8", "utf8" },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_code_has_its_type(int code, string signed, string unsigned)
    {
        Map(new() { TypeCode = code }).Should().Be(TypeOf(signed));
        Map(new() { TypeCode = code, IsUnsigned = true }).Should().Be(TypeOf(unsigned));
    }

    [Fact]
    public void Bits_that_are_more_than_one_are_text() => Map(new() { TypeCode = Sql.Bit, Length = 8 }).Should().Be(LogicalType.Utf8);

    [Fact]
    public void A_timestamp_of_more_than_six_digits_has_nanoseconds()
        => Map(new() { TypeCode = Sql.TypeTimestamp, Scale = 7 }).Should().Be(LogicalType.Timestamp(TimeUnit.Nanosecond));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(38, 10)]
    [InlineData(39, 0)]
    [InlineData(76, 76)]
    [InlineData(5, -3)]
    public void A_number_with_a_precision_is_a_decimal(int precision, int scale)
    {
        foreach (int code in new[] { (int)Sql.Numeric, Sql.Decimal })
        {
            Map(new() { TypeCode = code, Precision = precision, Scale = scale }).Should().Be(LogicalType.Decimal(precision, scale));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(77, 0)]
    [InlineData(10, 77)]
    [InlineData(-1, 0)]
    public void One_without_is_what_the_reader_asks_for(int precision, int scale)
    {
        var column = new NativeColumn { TypeCode = Sql.Numeric, Precision = precision, Scale = scale };
        Map(column).Should().Be(LogicalType.NumericText);
        s_map.Map(column, new() { Numeric = NumericReading.Double }).Should().Be(LogicalType.Float64);
        s_map.Map(column, new() { Numeric = NumericReading.Decimal, NumericScale = 4 }).Should().Be(LogicalType.Decimal128(38, 4));
    }

    [Fact]
    public void What_a_type_may_not_hold_is_text_if_asked_for()
    {
        var options = new ReadOptions { MismatchAsText = true };
        s_map.Map(new() { TypeCode = Sql.TypeDate }, options).Should().Be(LogicalType.Utf8);
        s_map.Map(new() { TypeCode = Sql.TypeTimestamp }, options).Should().Be(LogicalType.Utf8);
        s_map.Map(new() { TypeCode = Sql.Numeric, Precision = 10 }, options).Should().Be(LogicalType.NumericText);
        s_map.Map(new() { TypeCode = Sql.Numeric }, options with { Numeric = NumericReading.Decimal }).Should().Be(LogicalType.NumericText);
        s_map.Map(new() { TypeCode = Sql.Integer }, options).Should().Be(LogicalType.Int32);
    }

    public static TheoryData<string, string?> Ddl => new()
    {
        { "int8", "SMALLINT" },
        { "uint8", "SMALLINT" },
        { "int16", "SMALLINT" },
        { "uint16", "INTEGER" },
        { "int32", "INTEGER" },
        { "uint32", "BIGINT" },
        { "int64", "BIGINT" },
        { "uint64", "DECIMAL(20,0)" },
        { "float32", "DOUBLE PRECISION" },
        { "float64", "DOUBLE PRECISION" },
        { "decimal128(10,2)", "DECIMAL(10,2)" },
        { "decimal128(2,5)", "DECIMAL(5,5)" },
        { "decimal128(2,-5)", null },
        { "decimal256(50,2)", null },
        { "date32", "DATE" },
        { "bool", null },
        { "utf8", null },
        { "binary", null },
        { "timestamp[us]", null },
        { "uuid", null },
    };

    [Theory]
    [MemberData(nameof(Ddl))]
    public void What_is_created_is_standard_SQL_that_every_database_has(string type, string? expected) => s_map.ToDdl(TypeOf(type)).Should().Be(expected);

    [Fact]
    public void Text_and_bytes_are_what_the_driver_calls_its_long_types()
    {
        Of((Sql.LongVarChar, "TEXT"), (Sql.LongVarBinary, "LONGBLOB")).Should().Be(("TEXT", "LONGBLOB", null));
        Of((Sql.LongVarChar, "TEXT"), (Sql.WLongVarChar, "NTEXT")).Should().Be(("NTEXT", null, null));
    }

    private static (string? Text, string? Bytes, string? Number) Of(params (short Code, string Name)[] types)
    {
        var map = new GenericTypeMap(new()
        {
            Product = "x",
            Version = new(1, 0),
            Facts = types.ToDictionary(type => $"{GenericTypeMap.TypeFact}{type.Code}", type => type.Name),
        });
        return (map.ToDdl(LogicalType.Utf8), map.ToDdl(LogicalType.Binary), map.ToDdl(LogicalType.NumericText));
    }

    private static LogicalType Map(NativeColumn column) => s_map.Map(column, ReadOptions.Default);

    private static LogicalType TypeOf(string name) => name switch
    {
        "bool" => LogicalType.Boolean,
        "int8" => LogicalType.Int8,
        "uint8" => LogicalType.UInt8,
        "int16" => LogicalType.Int16,
        "uint16" => LogicalType.UInt16,
        "int32" => LogicalType.Int32,
        "uint32" => LogicalType.UInt32,
        "int64" => LogicalType.Int64,
        "uint64" => LogicalType.UInt64,
        "float32" => LogicalType.Float32,
        "float64" => LogicalType.Float64,
        "date32" => LogicalType.Date32,
        "timestamp[us]" => LogicalType.Timestamp(TimeUnit.Microsecond),
        "timestamp_offset[ns]" => LogicalType.TimestampOffset(TimeUnit.Nanosecond),
        "decimal128(10,2)" => LogicalType.Decimal128(10, 2),
        "decimal128(2,5)" => LogicalType.Decimal128(2, 5),
        "decimal128(2,-5)" => LogicalType.Decimal128(2, -5),
        "decimal256(50,2)" => LogicalType.Decimal256(50, 2),
        "binary" => LogicalType.Binary,
        "uuid" => LogicalType.Uuid,
        _ => LogicalType.Utf8,
    };
}
