using Quarry.Contracts;

namespace Quarry.Cli.Tests.Formats;

public sealed class ScalarTextTests
{
    [Fact]
    public void Integers_are_json_integers_at_their_edges()
    {
        Results.JsonValues(Results.Of<sbyte>(LogicalType.Int8, sbyte.MinValue, null, sbyte.MaxValue)).Should().Equal("-128", "null", "127");
        Results.JsonValues(Results.Of<short>(LogicalType.Int16, short.MinValue, short.MaxValue)).Should().Equal("-32768", "32767");
        Results.JsonValues(Results.Of<int>(LogicalType.Int32, int.MinValue, int.MaxValue)).Should().Equal("-2147483648", "2147483647");
        Results.JsonValues(Results.Of<long>(LogicalType.Int64, long.MinValue, 0, long.MaxValue)).Should()
            .Equal("-9223372036854775808", "0", "9223372036854775807");
        Results.JsonValues(Results.Of<byte>(LogicalType.UInt8, 255)).Should().Equal("255");
        Results.JsonValues(Results.Of<ushort>(LogicalType.UInt16, ushort.MaxValue)).Should().Equal("65535");
        Results.JsonValues(Results.Of<uint>(LogicalType.UInt32, uint.MaxValue)).Should().Equal("4294967295");
        Results.JsonValues(Results.Of<ulong>(LogicalType.UInt64, ulong.MaxValue)).Should().Equal("18446744073709551615");
    }

    [Fact]
    public void Floats_are_json_numbers_that_read_back_and_strings_where_json_has_no_number()
    {
        Results.JsonValues(Results.Of<double>(LogicalType.Float64, 0.1, -0.0, 5e-324, 1.7976931348623157E+308, null)).Should()
            .Equal("0.1", "-0", "5E-324", "1.7976931348623157E+308", "null");
        Results.JsonValues(Results.Of<double>(LogicalType.Float64, double.NaN, double.PositiveInfinity, double.NegativeInfinity)).Should()
            .Equal("\"NaN\"", "\"Infinity\"", "\"-Infinity\"");
        Results.JsonValues(Results.Of<float>(LogicalType.Float32, 0.1f, float.NaN)).Should().Equal("0.1", "\"NaN\"");
        Results.CsvValues(Results.Of<double>(LogicalType.Float64, double.NaN, 0.1)).Should().Equal("NaN", "0.1");
    }

    [Fact]
    public void Decimals_are_json_strings_with_every_digit()
    {
        Results.JsonValues(Results.Of<Int128>(LogicalType.Decimal128(38, 2), 1250, -5, null)).Should().Equal("\"12.50\"", "\"-0.05\"", "null");
        Results.JsonValues(Results.Of<Int128>(LogicalType.Decimal128(5, -3), 12)).Should().Equal("\"12000\"");
        Results.JsonValues(Results.Of<Int256>(LogicalType.Decimal256(76, 76), (Int256)1)).Should().Equal($"\"0.{new string('0', 75)}1\"");
        Results.CsvValues(Results.Of<Int128>(LogicalType.Decimal128(38, 2), 1250)).Should().Equal("12.50");
    }

    [Fact]
    public void Dates_and_times_are_iso_8601()
    {
        Results.JsonValues(Results.Of<int>(LogicalType.Date32, 19_782, -719_529)).Should().Equal("\"2024-02-29\"", "\"-0001-12-31\"");
        Results.JsonValues(Results.Of<long>(LogicalType.Time64(TimeUnit.Microsecond), 86_400_000_000)).Should().Equal("\"24:00:00.000000\"");
        Results.JsonValues(Results.Of<long>(LogicalType.Timestamp(TimeUnit.Millisecond), -1)).Should().Equal("\"1969-12-31T23:59:59.999\"");
        Results.JsonValues(Results.Of<long>(LogicalType.TimestampUtc(TimeUnit.Nanosecond), 1)).Should().Equal("\"1970-01-01T00:00:00.000000001Z\"");
        Results.CsvValues(Results.Of<long>(LogicalType.TimestampUtc(TimeUnit.Second), 0)).Should().Equal("1970-01-01T00:00:00Z");
        Results.JsonValues(Results.Of<Interval>(LogicalType.Interval, new Interval(14, 3, 0))).Should().Equal("\"P1Y2M3D\"");
    }

    [Fact]
    public void A_timestamp_shows_its_own_offset()
    {
        ColumnBatch batch = Results.Batch([Results.Column("v", LogicalType.TimestampOffset(TimeUnit.Second))], 2, (builder, row) =>
        {
            var column = (TimestampOffsetColumnBuilder)builder.Columns[0];
            if (row == 0)
            {
                column.Append(new TimestampOffset(0, 330));
            }
            else
            {
                column.AppendNull();
            }
        });
        Results.JsonValues(batch).Should().Equal("\"1970-01-01T05:30:00+05:30\"", "null");
    }

    [Fact]
    public void Booleans_and_uuids()
    {
        ColumnBatch batch = Results.Batch([Results.Column("b", LogicalType.Boolean), Results.Column("u", LogicalType.Uuid)], 10, (builder, row) =>
        {
            ((BooleanColumnBuilder)builder.Columns[0]).Append(row % 3 == 0);
            ((FixedBinaryColumnBuilder)builder.Columns[1]).Append([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, (byte)row]);
        });
        string[] lines = Results.Json(batch).Split('\n');
        lines[0].Should().Be("{\"b\":true,\"u\":\"00010203-0405-0607-0809-0a0b0c0d0e00\"}");
        lines[8].Should().Be("{\"b\":false,\"u\":\"00010203-0405-0607-0809-0a0b0c0d0e08\"}");
        lines[9].Should().Be("{\"b\":true,\"u\":\"00010203-0405-0607-0809-0a0b0c0d0e09\"}");
    }
}
