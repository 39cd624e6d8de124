using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests.Types;

/// <summary>Types that a database defines itself, and the caller's choices.</summary>
public sealed class OwnTypeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Enums_domains_and_composites()
    {
        string schema = $"own_{Guid.NewGuid():N}";
        await shared.Server.PsqlAsync($"create schema {schema}; set search_path = {schema}; create type mood as enum ('sad', 'very happy'); create domain price as numeric(10,2); "
            + "create domain dear as price; create type pair as (a int, b text); create domain years as int[]");
        await using Session session = await Open.SessionAsync(shared.Server);
        await Open.RowsAsync(session, $"set search_path = {schema}");
        await using (ResultReader result = await session.ExecuteAsync(new()
        {
            Sql = "select 'very happy'::mood, array['sad', null, 'very happy']::mood[], 1.5::dear, array[1.5, null]::price[], (1, 'x, y')::pair, array[(1, 'x')]::pair[], '{1,2}'::years, array[1.5]::dear[]",
        }, [], CancellationToken.None))
        {
            result.Schema!.Columns.Select(column => $"{column.NativeType} {column.Type}").Should().Equal(
                "mood utf8", "mood[] list<utf8>", "numeric(10,2) decimal128(10,2)", "price[] list<decimal128(10,2)>", "pair utf8", "pair[] list<utf8>", "integer[] list<int32>", "dear[] list<decimal128(10,2)>");
            using ColumnBatch? batch = await result.ReadAsync(CancellationToken.None);
            batch!.Columns.Select(column => column.GetValue(0)).Should().BeEquivalentTo(
                (object?[])["very happy", (object?[])["sad", null, "very happy"], Decimal128.Parse("1.50"), (object?[])[Decimal128.Parse("1.50"), null], "(1,\"x, y\")", (object?[])["(1,x)"], (object?[])[1, 2], (object?[])[Decimal128.Parse("1.50")]],
                options => options.WithStrictOrdering());
        }

        (await Open.RowsAsync(session, "select $1::mood, $2::dear, $3::mood[]", new(LogicalType.Utf8, "sad"), new(LogicalType.Int32, 2), new(LogicalType.List(LogicalType.Utf8), (object?[])["sad"])))
            .Should().ContainSingle().Which.Should().BeEquivalentTo((object?[])["sad", Decimal128.Parse("2.00"), (object?[])["sad"]]);
    }

    [Theory]
    [InlineData("'infinity'::date", "infinity")]
    [InlineData("'0044-03-15 BC'::date", "0044-03-15 BC")]
    [InlineData("'-infinity'::timestamp", "-infinity")]
    [InlineData("'infinity'::timestamptz", "infinity")]
    [InlineData("'294276-12-31 23:59:59'::timestamp", "294276-12-31 23:59:59")]
    [InlineData("'NaN'::numeric(10,2)", "NaN")]
    [InlineData("'{{1,2},{3,4}}'::int[]", "{{1,2},{3,4}}")]
    [InlineData("'[0:1]={1,2}'::int[]", "[0:1]={1,2}")]
    [InlineData("'10000000 hours'::interval", "10000000:00:00")]
    public async Task What_contradicts_a_column_is_an_error_or_text(string value, string text)
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        if (!value.Contains("BC", StringComparison.Ordinal))
        {
            Func<Task> read = () => Open.RowsAsync(session, $"select {value}");
            await read.Should().ThrowAsync<QuarryException>().WithMessage("Row 1, column *MismatchAsText*");
        }

        await using ResultReader result = await session.ExecuteAsync(new() { Sql = $"select {value}", Read = new() { MismatchAsText = true } }, [], CancellationToken.None);
        using ColumnBatch? batch = await result.ReadAsync(CancellationToken.None);
        batch![0].GetValue(0).Should().Be(text);
    }

    [Fact]
    public async Task Numeric_without_precision_is_the_callers_choice()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        foreach ((ReadOptions options, object expected) in ((ReadOptions, object)[])
            [(new(), "1.50"), (new() { Numeric = NumericReading.Double }, 1.5), (new() { Numeric = NumericReading.Decimal, NumericScale = 4 }, Decimal128.Parse("1.5000"))])
        {
            await using ResultReader result = await session.ExecuteAsync(new() { Sql = "select 1.50", Read = options }, [], CancellationToken.None);
            using ColumnBatch? batch = await result.ReadAsync(CancellationToken.None);
            batch![0].GetValue(0).Should().Be(expected);
        }
    }
}
