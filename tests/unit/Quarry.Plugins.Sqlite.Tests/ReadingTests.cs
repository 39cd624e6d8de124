using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

public sealed class ReadingTests
{
    public static TheoryData<string, LogicalType> DeclaredTypes => new()
    {
        { "INTEGER", LogicalType.Int64 }, { "int", LogicalType.Int64 }, { "BIGINT", LogicalType.Int64 }, { "TINYINT", LogicalType.Int64 }, { "INT8", LogicalType.Int64 },
        { "UNSIGNED BIG INT", LogicalType.Int64 }, { "BOOLEAN", LogicalType.Boolean }, { "bool", LogicalType.Boolean },
        { "REAL", LogicalType.Float64 }, { "FLOAT", LogicalType.Float64 }, { "DOUBLE PRECISION", LogicalType.Float64 },
        { "DECIMAL(12,2)", LogicalType.Decimal128(12, 2) }, { "numeric ( 38 , 10 )", LogicalType.Decimal128(38, 10) }, { "NUMERIC(5)", LogicalType.Decimal128(5, 0) },
        { "DECIMAL(50,2)", LogicalType.Decimal256(50, 2) }, { "DECIMAL(5,-2)", LogicalType.Decimal128(5, -2) }, { "DECIMAL", LogicalType.NumericText }, { "NUMERIC", LogicalType.NumericText },
        { "DECIMAL(99,2)", LogicalType.NumericText },
        { "TEXT", LogicalType.Utf8 }, { "CHAR(25)", LogicalType.Utf8 }, { "VARCHAR(44)", LogicalType.Utf8 }, { "NVARCHAR(10)", LogicalType.Utf8 }, { "CLOB", LogicalType.Utf8 },
        { "BLOB", LogicalType.Binary }, { "VARBINARY(8)", LogicalType.Binary }, { "DATE", LogicalType.Date32 },
        { "DATETIME", LogicalType.Timestamp(TimeUnit.Microsecond) }, { "TIMESTAMP", LogicalType.Timestamp(TimeUnit.Microsecond) }, { "DATETIME(3)", LogicalType.Timestamp(TimeUnit.Millisecond) },
        { "TIMESTAMP(9)", LogicalType.Timestamp(TimeUnit.Nanosecond) }, { "TIMESTAMP WITH TIME ZONE", LogicalType.TimestampUtc(TimeUnit.Microsecond) },
        { "DATETIMEOFFSET", LogicalType.TimestampOffset(TimeUnit.Microsecond) }, { "TIME", LogicalType.Time64(TimeUnit.Microsecond) }, { "INTERVAL", LogicalType.Interval },
        { "UUID", LogicalType.Uuid }, { "GUID", LogicalType.Uuid }, { "UNIQUEIDENTIFIER", LogicalType.Uuid }, { "JSON", LogicalType.Json }, { "XML", LogicalType.Xml },
        { "", LogicalType.Utf8 }, { "ANY", LogicalType.Utf8 }, { "WHATEVER", LogicalType.Utf8 },
    };

    [Theory]
    [MemberData(nameof(DeclaredTypes))]
    public async Task A_declared_type_decides_the_logical_type(string declared, LogicalType expected)
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync($"CREATE TABLE t(c {declared})");
        Table table = await db.QueryAsync("SELECT c FROM t");
        table.Type(0).Should().Be(expected);
        table.Schema.Columns[0].NativeType.Replace(" ", "", StringComparison.Ordinal).Should().BeEquivalentTo(declared.Replace(" ", "", StringComparison.Ordinal));
        table.Rows.Should().BeEmpty();
    }

    [Theory]
    [InlineData("INTEGER", "-9223372036854775808", long.MinValue)]
    [InlineData("INTEGER", "9223372036854775807", long.MaxValue)]
    [InlineData("INTEGER", "'42'", 42L)]
    [InlineData("BOOLEAN", "1", true)]
    [InlineData("BOOLEAN", "false", false)]
    [InlineData("REAL", "9e999", double.PositiveInfinity)]
    [InlineData("REAL", "-9e999", double.NegativeInfinity)]
    [InlineData("REAL", "0.1", 0.1)]
    [InlineData("REAL", "5", 5.0)]
    [InlineData("REAL", "4.9406564584124654e-324", double.Epsilon)]
    [InlineData("REAL", "9e999 - 9e999", null)]
    [InlineData("TEXT", "''", "")]
    [InlineData("TEXT", "'a' || char(0) || 'b'", "a\0b")]
    [InlineData("TEXT", "'Grüße 🐘'", "Grüße 🐘")]
    [InlineData("TEXT", "12", "12")]
    [InlineData("DATE", "'1970-01-02'", 1)]
    [InlineData("DATE", "'0001-01-01'", -719162)]
    [InlineData("DATE", "'2024-02-29'", 19782)]
    [InlineData("DATE", "'9999-12-31'", 2932896)]
    [InlineData("DATETIME", "'1970-01-01 00:00:01.5'", 1_500_000L)]
    [InlineData("DATETIME", "'1970-01-01T00:00:01'", 1_000_000L)]
    [InlineData("TIME", "'00:00:00.000001'", 1L)]
    [InlineData("JSON", "'{\"a\":1}'", "{\"a\":1}")]
    [InlineData("JSON", "'1.50'", "1.5")]
    [InlineData("JSON", "'7'", "7")]
    [InlineData("NUMERIC", "9223372036854775807", "9223372036854775807")]
    [InlineData("NUMERIC", "'0.10'", "0.1")]
    public async Task A_value_reads_as_its_column_says(string declared, string sql, object? expected)
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync($"CREATE TABLE t(c {declared}); INSERT INTO t VALUES ({sql}), (NULL)");
        Table table = await db.QueryAsync("SELECT c FROM t");
        table.Column(0).Should().Equal([expected, null]);
    }

    [Theory]
    [InlineData("DECIMAL(12,2)", "17", "17.00")]
    [InlineData("DECIMAL(12,2)", "17.5", "17.50")]
    [InlineData("DECIMAL(12,2)", "-0.07", "-0.07")]
    [InlineData("DECIMAL(12,2)", "'9999999999.99'", "9999999999.99")]
    [InlineData("DECIMAL(15,15)", "0.123456789012345", "0.123456789012345")]
    [InlineData("DECIMAL(19,0)", "9223372036854775807", "9223372036854775807")]
    [InlineData("DECIMAL(38,0)", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("DECIMAL(5,-2)", "12300", "12300")]
    [InlineData("DECIMAL_BLOB(38,10)", "'1234567890123456789012345678.0123456789'", "1234567890123456789012345678.0123456789")]
    public async Task Decimals_are_exact(string declared, string sql, string expected)
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync($"CREATE TABLE t(c {declared}); INSERT INTO t VALUES ({sql})");
        object? value = await db.ScalarAsync("SELECT c FROM t");
        value.Should().BeOfType<Decimal128>().Which.Should().Be(Decimal128.Parse(expected));
    }

    [Fact]
    public async Task Wide_decimals_read_every_storage_class()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c DECIMAL(60,3)); INSERT INTO t VALUES (1), (2.5), (NULL), (-9223372036854775808)");
        (await db.QueryAsync("SELECT c FROM t")).Column(0).Should().Equal(
            new Decimal256(1000, 3), new Decimal256(2500, 3), null, new Decimal256((Int128)long.MinValue * 1000, 3));
    }

    [Fact]
    public async Task A_uuid_is_text_or_sixteen_bytes()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c UUID); INSERT INTO t VALUES ('00112233-4455-6677-8899-aabbccddeeff'), (x'00112233445566778899AABBCCDDEEFF')");
        var expected = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
        (await db.QueryAsync("SELECT c FROM t")).Column(0).Should().Equal(expected, expected);
    }

    [Fact]
    public async Task Blobs_keep_every_byte_and_may_be_empty()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c BLOB); INSERT INTO t VALUES (x''), (x'00FF00'), (zeroblob(70000)), (NULL)");
        Table table = await db.QueryAsync("SELECT c FROM t");
        table.Rows.Select(row => (row[0] as byte[])?.Length).Should().Equal(0, 3, 70000, null);
        ((byte[])table.Rows[1][0]!).Should().Equal(0, 0xFF, 0);
    }

    [Theory]
    [InlineData(NumericReading.Text, "9007199254740993")]
    [InlineData(NumericReading.Double, 9007199254740992.0)]
    public async Task Numbers_without_precision_read_as_the_caller_chooses(NumericReading reading, object expected)
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c NUMERIC); INSERT INTO t VALUES (9007199254740993)");
        (await db.QueryAsync(TestSession.Plan("SELECT c FROM t", read: new() { Numeric = reading }))).Rows[0][0].Should().Be(expected);
    }

    [Fact]
    public async Task Numbers_without_precision_read_as_decimals_of_the_callers_scale()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(c NUMERIC); INSERT INTO t VALUES (1.25)");
        Table table = await db.QueryAsync(TestSession.Plan("SELECT c FROM t", read: new() { Numeric = NumericReading.Decimal, NumericScale = 4 }));
        table.Type(0).Should().Be(LogicalType.Decimal128(38, 4));
        table.Rows[0][0].Should().Be(new Decimal128(12500, 4));
    }

    [Fact]
    public async Task The_text_of_a_utf16_database_reads_as_utf8()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("PRAGMA encoding = 'UTF-16le'");
        (await db.ScalarAsync("SELECT 'ü'")).Should().Be("ü");
        await db.RunAsync("CREATE TABLE t(c TEXT, d DATE, n DECIMAL(5,1)); INSERT INTO t VALUES ('Grüße 🐘', '2024-02-29', 1.5)");
        (await db.QueryAsync("SELECT c, d, n, 'ä' || c FROM t")).Rows[0].Should().Equal("Grüße 🐘", 19782, new Decimal128(15, 1), "äGrüße 🐘");
    }

    [Fact]
    public async Task Batches_end_at_their_limits_and_hold_all_rows_once()
    {
        await using TestSession db = await TestSession.OpenAsync();
        await db.RunAsync("CREATE TABLE t(i INTEGER, s TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT i, 'row ' || i FROM n");
        foreach (string sql in (string[])["SELECT i, s FROM t", "SELECT i, s, i + 0 FROM t"])
        {
            Table byRows = await db.QueryAsync(TestSession.Plan(sql, batch: new() { Rows = 1200 }));
            byRows.BatchRows.Should().Equal(1200, 1200, 1200, 1200, 200);
            byRows.Column(0).Should().Equal(Enumerable.Range(1, 5000).Select(i => (object)(long)i));
            byRows.Rows[4999][1].Should().Be("row 5000");

            Table byBytes = await db.QueryAsync(TestSession.Plan(sql, batch: new() { Bytes = 1 }));
            byBytes.BatchRows.Should().HaveCount(5000).And.OnlyContain(rows => rows == 1);
        }
    }

    [Fact]
    public async Task A_value_of_100_MiB_passes_through()
    {
        await using TestSession db = await TestSession.OpenAsync();
        byte[] value = new byte[100 << 20];
        new Random(7).NextBytes(value);
        Table table = await db.QueryAsync("SELECT ?1", new Parameter(LogicalType.Binary, value));
        ((byte[])table.Rows[0][0]!).AsSpan().SequenceEqual(value).Should().BeTrue();
        (await db.ScalarAsync("SELECT length(?1)", new Parameter(LogicalType.Utf8, new string('x', 100 << 20)))).Should().Be((long)(100 << 20));
    }
}
