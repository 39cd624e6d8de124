using Quarry.Contracts;
using Quarry.Odbc.Native;
using Quarry.Odbc.Parameters;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Tests.Parameters;

public sealed class ParameterFormTests
{
    private static readonly OdbcSettings s_utf8 = OdbcSettings.Default with { Utf8Text = true };

    // C type, SQL type, size, digits.
    public static TheoryData<string, int, int, int, int> Forms => new()
    {
        { "bool", Sql.CBit, Sql.Bit, 1, 0 },
        { "int8", Sql.CBigInt, Sql.SmallInt, 5, 0 },
        { "uint8", Sql.CBigInt, Sql.SmallInt, 5, 0 },
        { "int16", Sql.CBigInt, Sql.SmallInt, 5, 0 },
        { "uint16", Sql.CBigInt, Sql.Integer, 10, 0 },
        { "int32", Sql.CLong, Sql.Integer, 10, 0 },
        { "uint32", Sql.CBigInt, Sql.BigInt, 19, 0 },
        { "int64", Sql.CBigInt, Sql.BigInt, 19, 0 },
        { "uint64", Sql.CChar, Sql.Numeric, 20, 0 },
        { "float32", Sql.CFloat, Sql.Real, 7, 0 },
        { "float64", Sql.CDouble, Sql.Double, 15, 0 },
        { "decimal(10,2)", Sql.CChar, Sql.Decimal, 10, 2 },
        { "decimal(3,5)", Sql.CChar, Sql.Decimal, 5, 5 },
        { "decimal(3,-2)", Sql.CChar, Sql.Decimal, 5, 0 },
        { "decimal(76,10)", Sql.CChar, Sql.Decimal, 76, 10 },
        { "date", Sql.CChar, Sql.TypeDate, 10, 0 },
        { "timestamp[s]", Sql.CChar, Sql.TypeTimestamp, 19, 0 },
        { "timestamp[ms]", Sql.CChar, Sql.TypeTimestamp, 23, 3 },
        { "timestamp[us]", Sql.CChar, Sql.TypeTimestamp, 26, 6 },
        { "timestamp[ns,UTC]", Sql.CChar, Sql.TypeTimestamp, 29, 9 },
        { "time", Sql.CChar, Sql.VarChar, 0, 0 },
        { "timestampoffset", Sql.CChar, Sql.VarChar, 0, 0 },
        { "interval", Sql.CChar, Sql.VarChar, 0, 0 },
        { "uuid", Sql.CChar, Sql.VarChar, 0, 0 },
        { "numerictext", Sql.CChar, Sql.VarChar, 0, 0 },
        { "utf8", Sql.CWChar, Sql.WVarChar, 0, 0 },
        { "json", Sql.CWChar, Sql.WVarChar, 0, 0 },
        { "xml", Sql.CWChar, Sql.WVarChar, 0, 0 },
        { "binary", Sql.CBinary, Sql.VarBinary, 0, 0 },
        { "fixedbinary", Sql.CBinary, Sql.VarBinary, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_type_has_its_form(string type, int cType, int sqlType, int size, int digits)
        => ParameterForm.Of(TypeOf(type), OdbcSettings.Default).Should().Be(new ParameterForm((short)cType, (short)sqlType, size, (short)digits));

    [Fact]
    public void Every_kind_stands_in_the_table_but_lists_which_have_no_form()
    {
        Forms.Select(row => TypeOf((string)row[0]).Kind).Distinct().Order().Should().Equal(Enum.GetValues<TypeKind>().Where(kind => kind != TypeKind.List));
        ParameterForm.Of(LogicalType.List(LogicalType.Int32), OdbcSettings.Default).Should().BeNull();
    }

    [Fact]
    public void Settings_change_the_form()
    {
        foreach (LogicalType type in new[] { LogicalType.Utf8, LogicalType.Json, LogicalType.Xml })
        {
            ParameterForm.Of(type, s_utf8).Should().Be(new ParameterForm(Sql.CChar, Sql.VarChar, 0, 0));
        }

        foreach (LogicalType type in new[] { LogicalType.Int8, LogicalType.UInt8, LogicalType.Int16, LogicalType.UInt16, LogicalType.Int32, LogicalType.UInt32, LogicalType.Int64 })
        {
            ParameterForm.Of(type, OdbcSettings.Default with { IntegersAsText = true }).Should().Be(new ParameterForm(Sql.CChar, Sql.Numeric, 20, 0));
        }

        ParameterForm.Of(LogicalType.Boolean, OdbcSettings.Default with { BooleansAsText = true }).Should().Be(new ParameterForm(Sql.CChar, Sql.Bit, 1, 0));
    }

    [Theory]
    [InlineData("utf8", 0, Sql.WVarChar, 1)]
    [InlineData("utf8", 8000, Sql.WVarChar, 4000)]
    [InlineData("utf8", 8002, Sql.WLongVarChar, 4001)]
    [InlineData("numerictext", 0, Sql.VarChar, 1)]
    [InlineData("numerictext", 8000, Sql.VarChar, 8000)]
    [InlineData("numerictext", 8001, Sql.LongVarChar, 8001)]
    [InlineData("binary", 0, Sql.VarBinary, 1)]
    [InlineData("binary", 8000, Sql.VarBinary, 8000)]
    [InlineData("binary", 8001, Sql.LongVarBinary, 8001)]
    [InlineData("int32", 8001, Sql.Integer, 10)]
    public void The_longest_value_decides_the_length_and_what_is_beyond_the_usual_is_a_long_type(string type, int longest, int sqlType, int size)
    {
        ParameterForm form = ParameterForm.Of(TypeOf(type), OdbcSettings.Default)!.Value.For(longest);
        ((int)form.SqlType, form.Size).Should().Be((sqlType, size));
    }

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
        "decimal(10,2)" => LogicalType.Decimal(10, 2),
        "decimal(3,5)" => LogicalType.Decimal(3, 5),
        "decimal(3,-2)" => LogicalType.Decimal(3, -2),
        "decimal(76,10)" => LogicalType.Decimal(76, 10),
        "date" => LogicalType.Date32,
        "timestamp[s]" => LogicalType.Timestamp(TimeUnit.Second),
        "timestamp[ms]" => LogicalType.Timestamp(TimeUnit.Millisecond),
        "timestamp[us]" => LogicalType.Timestamp(TimeUnit.Microsecond),
        "timestamp[ns,UTC]" => LogicalType.TimestampUtc(TimeUnit.Nanosecond),
        "time" => LogicalType.Time64(TimeUnit.Microsecond),
        "timestampoffset" => LogicalType.TimestampOffset(TimeUnit.Microsecond),
        "interval" => LogicalType.Interval,
        "uuid" => LogicalType.Uuid,
        "numerictext" => LogicalType.NumericText,
        "utf8" => LogicalType.Utf8,
        "json" => LogicalType.Json,
        "xml" => LogicalType.Xml,
        "binary" => LogicalType.Binary,
        _ => LogicalType.FixedBinary(4),
    };
}
