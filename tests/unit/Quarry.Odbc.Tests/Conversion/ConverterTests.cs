using System.Globalization;
using CsCheck;
using Quarry.Contracts;
using Quarry.Odbc.Conversion;
using Quarry.Odbc.Native;
using Quarry.Odbc.Quirks;
using Quarry.Odbc.Tests.Support;

namespace Quarry.Odbc.Tests.Conversion;

public sealed class ConverterTests
{
    private static readonly OdbcSettings s_utf8 = OdbcSettings.Default with { Utf8Text = true };

    private static readonly LogicalType[] s_narrow = [LogicalType.Int8, LogicalType.Int16, LogicalType.Int32, LogicalType.UInt8, LogicalType.UInt16, LogicalType.UInt32];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bits(bool nulls)
    {
        using var block = new BlockFixture(LogicalType.Boolean, Sql.Bit);
        AddAll(block, nulls, (byte)1, (byte)0);
        block.Texts().Should().Equal(Expected(nulls, "true", "false"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Numbers_of_one_width(bool nulls)
    {
        using var int64 = new BlockFixture(LogicalType.Int64, Sql.BigInt);
        AddAll(int64, nulls, long.MinValue, long.MaxValue);
        int64.Texts().Should().Equal(Expected(nulls, "-9223372036854775808", "9223372036854775807"));

        using var uint64 = new BlockFixture(LogicalType.UInt64, Sql.BigInt);
        AddAll(uint64, nulls, ulong.MaxValue, 0ul);
        uint64.Texts().Should().Equal(Expected(nulls, "18446744073709551615", "0"));

        using var float32 = new BlockFixture(LogicalType.Float32, Sql.Real);
        AddAll(float32, nulls, 1.5f, float.MaxValue);
        float32.Convert(column => (column.Values<float>()[0], column.Values<float>()[^1])).Should().Be((1.5f, float.MaxValue));

        using var float64 = new BlockFixture(LogicalType.Float64, Sql.Double);
        AddAll(float64, nulls, double.NaN, -0.0);
        float64.Convert(column => (column.Values<double>()[0], double.IsNegative(column.Values<double>()[^1]))).Should().Be((double.NaN, true));
        float64.Convert(column => column.NullCount).Should().Be(nulls ? 1 : 0);
    }

    public static TheoryData<string, long, long> Narrow => new()
    {
        { "Int8", sbyte.MinValue, sbyte.MaxValue },
        { "Int16", short.MinValue, short.MaxValue },
        { "Int32", int.MinValue, int.MaxValue },
        { "UInt8", byte.MinValue, byte.MaxValue },
        { "UInt16", ushort.MinValue, ushort.MaxValue },
        { "UInt32", uint.MinValue, uint.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Narrow))]
    public void Integers_of_fewer_bits(string kind, long min, long max)
    {
        LogicalType type = s_narrow.Single(type => $"{type.Kind}" == kind);
        foreach (bool nulls in new[] { false, true })
        {
            using var block = new BlockFixture(type, Sql.Integer);
            AddAll(block, nulls, min, max);
            block.Texts().Should().Equal(Expected(nulls, min.ToString(CultureInfo.InvariantCulture), max.ToString(CultureInfo.InvariantCulture)));

            foreach (long beyond in new[] { min - 1, max + 1 })
            {
                using var wrong = new BlockFixture(type, Sql.Integer);
                AddAll(wrong, nulls, min, beyond);
                IsRange(wrong.Fails(), nulls ? 1003 : 1002, beyond.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public void Bytes_of_a_fixed_number_are_no_text()
    {
        // A comma is a radix character of numbers only, and blanks at the end of texts only.
        byte[][] values = [[0x2C, 0, 1, 0x20], [0x20, 0x20, 0x20, 0x20], [.. "1,25"u8], [.. "1.2 "u8]];
        using var block = new BlockFixture(LogicalType.FixedBinary(4), Sql.Binary, length: 4);
        foreach (byte[] value in values)
        {
            block.AddBytes(value);
        }

        block.Convert(column => Enumerable.Range(0, values.Length).Select(row => column.GetBytes(row).ToArray()).ToArray()).Should().BeEquivalentTo(values, options => options.WithStrictOrdering());
    }

    [Fact]
    public void The_fast_path_of_integers_is_the_slow_one()
        => Gen.Select(Gen.Int[0, s_narrow.Length - 1], Gen.Int[0, 20], Gen.Int[-3, 300].Array[1, 70]).Sample((type, end, values) =>
        {
            using var fast = new BlockFixture(s_narrow[type], Sql.Integer);
            using var slow = new BlockFixture(s_narrow[type], Sql.Integer);
            foreach (int value in values)
            {
                fast.Add((long)value);
                slow.Add((long)value);
            }

            // One NULL, at the end, sends all rows the other way.
            slow.AddNull();
            int[] ends = end < values.Length ? [end] : [];
            string? failure = Failure(fast, ends);
            Assert.Equal(failure, Failure(slow, ends));
            if (failure is null)
            {
                Assert.Equal(fast.Texts(ends).Append("∅"), slow.Texts(ends));
            }
        }, iter: 500);

    [Fact]
    public void The_fast_path_of_fixed_values_is_the_slow_one()
        => Gen.Select(Gen.Double, Gen.Bool).Array[0, 70].Sample(rows =>
        {
            using var block = new BlockFixture(LogicalType.Float64, Sql.Double);
            foreach ((double value, bool isNull) in rows)
            {
                if (isNull)
                {
                    block.AddNull();
                }
                else
                {
                    block.Add(value);
                }
            }

            (double[] Values, bool[] Nulls) read = block.Convert(column => (column.Values<double>().ToArray(), Enumerable.Range(0, column.Length).Select(column.IsNull).ToArray()));
            Assert.Equal(rows.Select(row => row.Item2), read.Nulls);
            Assert.Equal(rows.Where(row => !row.Item2).Select(row => BitConverter.DoubleToInt64Bits(row.Item1)),
                read.Values.Where((_, row) => !read.Nulls[row]).Select(BitConverter.DoubleToInt64Bits));
        }, iter: 1_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dates(bool nulls)
    {
        using var block = new BlockFixture(LogicalType.Date32, Sql.TypeDate);
        AddAll(block, nulls, Date(1, 1, 1), Date(2024, 2, 29));
        block.Texts().Should().Equal(Expected(nulls, "0001-01-01", "2024-02-29"));
    }

    [Fact]
    public void A_date_that_is_none_is_told_with_its_row()
    {
        using var block = new BlockFixture(LogicalType.Date32, Sql.TypeDate);
        block.AddNull();
        block.Add(Date(2023, 2, 29));
        IsRange(block.Fails(), 1002, "2023-2-29");
    }

    [Theory]
    [InlineData(TimeUnit.Second, 0u, "2024-02-29T23:59:58")]
    [InlineData(TimeUnit.Millisecond, 120_000_000u, "2024-02-29T23:59:58.12")]
    [InlineData(TimeUnit.Microsecond, 123_456_000u, "2024-02-29T23:59:58.123456")]
    [InlineData(TimeUnit.Nanosecond, 123_456_789u, "2024-02-29T23:59:58.123456789")]
    public void Timestamps(TimeUnit unit, uint fraction, string expected)
    {
        foreach (bool nulls in new[] { false, true })
        {
            using var block = new BlockFixture(LogicalType.Timestamp(unit), Sql.TypeTimestamp);
            AddAll(block, nulls, Moment(2024, 2, 29, 23, 59, 58, fraction), Moment(1970, 1, 1, 0, 0, 0, 0));
            string[] texts = block.Texts();
            texts.Should().HaveCount(nulls ? 3 : 2);
            texts[0].TrimEnd('0').Should().Be(expected);
            texts[^1].Should().StartWith("1970-01-01T00:00:00");
        }
    }

    [Theory]
    [InlineData(2024, 2, 30, 0, 0, 0, 0u)]
    [InlineData(0, 1, 1, 0, 0, 0, 0u)]
    [InlineData(2024, 1, 1, 24, 0, 0, 0u)]
    [InlineData(2024, 1, 1, 0, 60, 0, 0u)]
    [InlineData(2024, 1, 1, 0, 0, 60, 0u)]
    [InlineData(2024, 1, 1, 0, 0, 0, 1u)]
    [InlineData(2024, 1, 1, 0, 0, 0, 1_000_000_000u)]
    public void A_timestamp_that_is_none_or_is_finer_than_the_column_is_told_with_its_row(short year, ushort month, ushort day, ushort hour, ushort minute, ushort second, uint fraction)
    {
        using var block = new BlockFixture(LogicalType.Timestamp(TimeUnit.Microsecond), Sql.TypeTimestamp);
        block.Add(Moment(2024, 1, 1, 0, 0, 0, 0));
        block.Add(Moment(year, month, day, hour, minute, second, fraction));
        IsRange(block.Fails(), 1002, $"{year}-{month}-{day} {hour}:{minute}:{second} and {fraction} ns");
    }

    [Theory]
    [InlineData("2024-02-29 23:59:58.5")]
    [InlineData("2024-02-29 23:59:58.5+00")]
    [InlineData("2024-02-29T23:59:58.5Z  ")]
    public void Instants_without_an_offset_are_UTC(string text)
    {
        using var block = new BlockFixture(LogicalType.TimestampUtc(TimeUnit.Microsecond), Sql.TypeTimestamp, OdbcSettings.Default with { TimestampsAsText = true });
        block.AddText(text);
        block.AddNull();
        string[] texts = block.Texts();
        texts[0].Should().StartWith("2024-02-29T23:59:58.5").And.EndWith("Z");
        texts[1].Should().Be("∅");
        block.AddText("infinity");
        IsRange(block.Fails(), 1003, "'infinity'");
    }

    [Fact]
    public void Nanoseconds_end_in_the_year_2262()
    {
        using var block = new BlockFixture(LogicalType.Timestamp(TimeUnit.Nanosecond), Sql.TypeTimestamp);
        block.Add(Moment(2262, 4, 11, 23, 47, 16, 854_775_807));
        block.Convert(column => column.Values<long>()[0]).Should().Be(long.MaxValue);
        block.Add(Moment(2262, 4, 11, 23, 47, 16, 854_775_808));
        IsRange(block.Fails(), 1002, "2262-4-11");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Uuids(bool nulls)
    {
        using var block = new BlockFixture(LogicalType.Uuid, Sql.Guid);
        var id = new Guid("00112233-4455-6677-8899-aabbccddeeff");
        AddAll(block, nulls, id, Guid.Empty);
        block.Texts().Should().Equal(Expected(nulls, $"{id}", $"{Guid.Empty}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Narrow_and_wide_text(bool nulls)
    {
        using var narrow = new BlockFixture(LogicalType.Utf8, Sql.VarChar, s_utf8);
        using var wide = new BlockFixture(LogicalType.Utf8, Sql.WVarChar);
        (narrow.Plan.CType, wide.Plan.CType).Should().Be((Sql.CChar, Sql.CWChar));
        string[] texts = ["", "ü€😀", "  kept  ", new string('x', 40)];
        foreach (string text in texts)
        {
            narrow.AddText(text);
            wide.AddWide(text);
        }

        if (nulls)
        {
            narrow.AddNull();
            wide.AddNull();
        }

        string[] expected = nulls ? [.. texts, "∅"] : texts;
        narrow.Texts(1, 2).Should().Equal(expected);
        wide.Texts(1, 2).Should().Equal(expected);
    }

    [Fact]
    public void Any_text_is_the_same_narrow_and_wide()
        => Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['\u00A0', '\u07FF'], Gen.Char['\uE000', '\uFFFD']), 0, 40].Array[0, 20].Sample(texts =>
        {
            using var narrow = new BlockFixture(LogicalType.Utf8, Sql.VarChar, s_utf8);
            using var wide = new BlockFixture(LogicalType.Utf8, Sql.WVarChar);
            foreach (string text in texts)
            {
                narrow.AddText(text);
                wide.AddWide(text);
            }

            Assert.Equal(texts, narrow.Texts());
            Assert.Equal(texts, wide.Texts());
        }, iter: 300);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bytes(bool nulls)
    {
        using var block = new BlockFixture(LogicalType.Binary, Sql.VarBinary);
        block.AddBytes([]);
        block.AddBytes([0, 1, 255]);
        if (nulls)
        {
            block.AddNull();
        }

        block.Convert(column => Enumerable.Range(0, column.Length).Select(row => column.IsNull(row) ? "∅" : Convert.ToHexString(column.GetBytes(row))).ToArray())
            .Should().Equal(nulls ? ["", "0001FF", "∅"] : ["", "0001FF"]);
    }

    [Fact]
    public void Long_values_are_those_that_were_read_again()
    {
        using var block = new BlockFixture(LogicalType.Utf8, Sql.LongVarChar, s_utf8 with { LongBytes = 16 }, length: 0);
        block.AddText("short");
        block.AddLong("read again, and longer"u8, 22);
        block.AddLong("length not known before"u8, Sql.NoTotal);
        block.AddNull();
        block.Texts().Should().Equal("short", "read again, and longer", "length not known before", "∅");
    }

    [Theory]
    [InlineData(200, "200, more")]
    [InlineData(-4, "the value has more than the")]
    public void A_value_that_did_not_fit_is_an_error(int indicator, string expected)
    {
        using var block = new BlockFixture(LogicalType.Utf8, Sql.VarChar, s_utf8);
        block.AddText("a");
        block.AddIndicator(indicator);
        QuarryException error = block.Fails();
        (error.Kind, error.Code).Should().Be((ErrorKind.Server, 4200));
        error.Message.Should().Contain("Row 1002").And.Contain("\"v\"").And.Contain(expected).And.Contain("odbc.lengths=hints");
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(-3)]
    [InlineData(-100)]
    public void A_length_that_cannot_be_is_the_drivers_fault(int indicator)
    {
        using var text = new BlockFixture(LogicalType.Utf8, Sql.VarChar, s_utf8);
        using var number = new BlockFixture(LogicalType.Int64, Sql.BigInt);
        foreach (BlockFixture block in new[] { text, number })
        {
            block.AddIndicator(indicator);
            QuarryException error = block.Fails();
            (error.Kind, error.Code).Should().Be((ErrorKind.Transport, 4201));
            error.Message.Should().Contain("Row 1001").And.Contain("\"v\"").And.Contain($"{indicator}");
        }
    }

    [Theory]
    [InlineData("1234.50", "1234.50")]
    [InlineData("1234,50", "1234.50")]
    [InlineData("-,5", "-0.50")]
    [InlineData(".5", "0.50")]
    [InlineData("0", "0.00")]
    public void Decimals_with_any_radix_character(string text, string expected)
    {
        foreach (LogicalType type in new[] { LogicalType.Decimal(10, 2), LogicalType.Decimal(50, 2) })
        {
            using var block = new BlockFixture(type, Sql.Decimal);
            block.AddText(text);
            block.AddNull();
            block.Texts().Should().Equal(expected, "∅");
        }
    }

    [Theory]
    [InlineData("1,234.50")]
    [InlineData("1.234,50")]
    [InlineData("1,2,3")]
    [InlineData("12345678901.00")]
    [InlineData("1.005")]
    [InlineData("")]
    public void A_decimal_that_is_none_or_does_not_fit_is_told_with_its_row(string text)
    {
        using var block = new BlockFixture(LogicalType.Decimal(10, 2), Sql.Decimal);
        block.AddText("1");
        block.AddText(text);
        QuarryException error = block.Fails();
        error.Kind.Should().Be(ErrorKind.Server);
        error.Message.Should().Contain("v");
    }

    [Theory]
    [InlineData("Date32", "2024-02-29  ", "2024-02-29")]
    [InlineData("Time64", "23:59:58.5", "23:59:58.5")]
    [InlineData("Int32", "  -7", "-7")]
    [InlineData("Int64", "9223372036854775807 ", "9223372036854775807")]
    [InlineData("Boolean", "1", "true")]
    [InlineData("Uuid", "00112233-4455-6677-8899-AABBCCDDEEFF", "00112233-4455-6677-8899-aabbccddeeff")]
    public void Values_from_their_text(string kind, string text, string expected)
    {
        LogicalType type = kind switch
        {
            "Date32" => LogicalType.Date32,
            "Time64" => LogicalType.Time64(TimeUnit.Microsecond),
            "Int32" => LogicalType.Int32,
            "Int64" => LogicalType.Int64,
            "Boolean" => LogicalType.Boolean,
            _ => LogicalType.Uuid,
        };
        using var block = new BlockFixture(type, Sql.VarChar);
        block.AddText(text.Trim() + (text.EndsWith(' ') ? "  " : ""));
        block.AddNull();
        string[] texts = block.Texts();
        texts[0].Should().StartWith(expected);
        texts[1].Should().Be("∅");
    }

    private static void AddAll<T>(BlockFixture block, bool nulls, T first, T last)
        where T : unmanaged
    {
        block.Add(first);
        if (nulls)
        {
            block.AddNull();
        }

        block.Add(last);
    }

    private static string[] Expected(bool nulls, string first, string last) => nulls ? [first, "∅", last] : [first, last];

    private static void IsRange(QuarryException error, long row, string value)
    {
        (error.Kind, error.Code).Should().Be((ErrorKind.Server, 4204));
        error.Message.Should().Contain($"Row {row}").And.Contain("\"v\"").And.Contain(value);
    }

    private static string? Failure(BlockFixture block, int[] ends)
    {
        try
        {
            block.Texts(ends);
            return null;
        }
        catch (QuarryException error)
        {
            return error.Message;
        }
    }

    private static DateConverter.Date Date(short year, ushort month, ushort day) => new() { Year = year, Month = month, Day = day };

    private static TimestampConverter.Timestamp Moment(short year, ushort month, ushort day, ushort hour, ushort minute, ushort second, uint fraction)
        => new() { Year = year, Month = month, Day = day, Hour = hour, Minute = minute, Second = second, Fraction = fraction };
}
