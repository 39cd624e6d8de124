using CsCheck;
using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>Objects that are written into a table come back as they were.</summary>
public sealed class ObjectRowsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly RowOptions s_options = new()
    {
        Limits = new() { Rows = 7 },
        Types = new Dictionary<string, LogicalType>
        {
            ["Exact"] = LogicalType.Decimal(28, 6),
            ["At"] = LogicalType.TimestampUtc(TimeUnit.Microsecond),
            ["There"] = LogicalType.TimestampUtc(TimeUnit.Microsecond),
        },
    };

    private static readonly Gen<DateTime> s_instant = Gen.Long[DateTime.UnixEpoch.AddYears(-1000).Ticks / 10, DateTime.UnixEpoch.AddYears(1000).Ticks / 10]
        .Select(microseconds => new DateTime(microseconds * 10, DateTimeKind.Utc));

    private static readonly Gen<Row> s_row = Gen.Select(
        Gen.Select(Gen.Int, Gen.Long, Gen.Bool, Gen.Double, Gen.Int, Gen.Decimal, Gen.Guid),
        Gen.Select(s_instant, Gen.Int[-14, 14], Gen.Int[0, 2_000_000], Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 20], Gen.Byte.Array[0, 20], Gen.Int.Array[0, 5]),
        Gen.Int[0, 1 << 7],
        (first, second, nulls) => new Row
        {
            Some = Null(nulls, 0) ? null : first.Item1,
            Big = first.Item2,
            Flag = Null(nulls, 1) ? null : first.Item3,
            Ratio = first.Item4,
            Exact = Null(nulls, 2) ? null : new decimal(first.Item5) / 1_000_000,
            Any = Null(nulls, 3) ? null : first.Item6,
            Id = first.Item7,
            At = Null(nulls, 4) ? null : second.Item1,
            There = new DateTimeOffset(second.Item1).ToOffset(TimeSpan.FromHours(second.Item2)),
            Day = DateOnly.FromDayNumber(second.Item3),
            Text = Null(nulls, 5) ? null : second.Item4,
            Bytes = Null(nulls, 6) ? null : second.Item5,
            List = second.Item6,
        });

    [Fact]
    public async Task Rows_of_every_kind()
    {
        await using EngineSource engine = EngineSource.Of(shared.Server);
        using var memory = new Arena(new());
        await engine.Source.ExecuteAsync("""
            create table object_rows("Place" int, "Some" int, "Big" int8, "Flag" bool, "Ratio" float8, "Exact" numeric(28,6), "Any" numeric, "Id" uuid, "At" timestamptz, "There" timestamptz,
              "Day" date, "Text" text, "Bytes" bytea, "List" int[])
            """);
        await s_row.Array[0, 30].SampleAsync(async rows =>
        {
            Row[] numbered = [.. rows.Select((row, place) => row with { Place = place })];
            await engine.Source.ExecuteAsync("truncate object_rows");
            await using (BatchSource source = BatchSource.Of(numbered, memory, s_options))
            {
                (await engine.Source.WriteAsync(new() { Name = "object_rows" }, source, WriteOptions.Default, default)).Rows.Should().Be(rows.Length);
            }

            List<string> read = [];
            await foreach (ColumnBatch batch in engine.Source.QueryAsync("select * from object_rows order by \"Place\""))
            {
                read.AddRange(Enumerable.Range(0, batch.Rows).Select(row => Show(batch, row)));
            }

            read.Should().Equal(numbered.Select(Show));
        }, iter: 8, threads: 1);
        memory.Statistics.RentedBlocks.Should().Be(0);
    }

    private static bool Null(int nulls, int bit) => (nulls >> bit & 1) != 0;

    private static string Show(Row row) => string.Join('|', row.Place, row.Some, row.Big, row.Flag, Bits(row.Ratio), Number(row.Exact), Number(row.Any), row.Id, row.At?.Ticks, row.There.UtcTicks, row.Day.DayNumber,
        row.Text ?? "NULL", row.Bytes is null ? "NULL" : Convert.ToHexString(row.Bytes), string.Join(',', row.List));

    private static string Show(ColumnBatch batch, int row)
    {
        T? Or<T>(int column, Func<ColumnVector, T> get)
            where T : struct => batch[column].IsNull(row) ? null : get(batch[column]);
        return string.Join('|', batch[0].GetInt64(row), Or(1, column => column.GetInt64(row)), batch[2].GetInt64(row), Or(3, column => column.GetBoolean(row)), Bits(batch[4].GetDouble(row)),
            Number(Or(5, column => column.GetDecimal(row))), Number(Or(6, column => column.GetDecimal(row))), batch[7].GetGuid(row), Or(8, column => column.GetDateTimeOffset(row))?.UtcTicks,
            batch[9].GetDateTimeOffset(row).UtcTicks, batch[10].GetDateOnly(row).DayNumber, batch[11].IsNull(row) ? "NULL" : batch[11].GetString(row),
            batch[12].IsNull(row) ? "NULL" : Convert.ToHexString((byte[])batch[12].GetValue(row)!), string.Join(',', (IEnumerable<object?>)batch[13].GetValue(row)!));
    }

    private static string Bits(double value) => double.IsNaN(value) ? "NaN" : $"{BitConverter.DoubleToInt64Bits(value):x}";

    // Equal decimals may have different scales.
    private static string Number(decimal? value) => value is { } number ? $"{number / 1.0000000000000000000000000000m}" : "NULL";

    private sealed record Row
    {
        public int Place { get; init; }
        public int? Some { get; init; }
        public long Big { get; init; }
        public bool? Flag { get; init; }
        public double Ratio { get; init; }
        public decimal? Exact { get; init; }
        public decimal? Any { get; init; }
        public Guid Id { get; init; }
        public DateTime? At { get; init; }
        public DateTimeOffset There { get; init; }
        public DateOnly Day { get; init; }
        public string? Text { get; init; }
        public byte[]? Bytes { get; init; }
        public int[] List { get; init; } = [];
    }
}
