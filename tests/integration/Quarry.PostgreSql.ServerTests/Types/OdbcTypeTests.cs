using System.Text.RegularExpressions;
using Quarry.Contracts;
using Quarry.Odbc;
using Quarry.Plugins.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Types;

/// <summary>Every built-in type through psqlODBC, value by value beside the native way. What the ODBC driver cannot carry is an error, but for one thing.</summary>
public sealed partial class OdbcTypeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    public static TheoryData<string> Names => [.. TypeMatrix.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Values_are_those_of_the_native_way(string type)
    {
        await using Session native = await Open.SessionAsync(shared.Server);
        await using Session odbc = await OpenAsync();
        await Open.RowsAsync(native, "set intervalstyle = iso_8601");
        foreach (string? literal in TypeMatrix.All[type].Append(null))
        {
            string sql = $"select {(literal is null ? "null" : "E'" + literal.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'")}::{type} as v";
            if (IsSilentlyWrong(type, literal))
            {
                continue;
            }

            if (literal?.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar) == true)
            {
                // Half a surrogate pair, which the native way replaces.
                (await FluentActions.Awaiting(() => OneAsync(odbc, sql)).Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("surrogate");
                continue;
            }

            Func<Task<(LogicalType Type, object? Value)>> read = () => OneAsync(odbc, sql);
            if (IsBeyond(type, literal))
            {
                (await read.Should().ThrowAsync<QuarryException>("{0} cannot carry it", "psqlODBC")).Which.Message.Should().Contain("Row 1, column \"v\"");
                continue;
            }

            (LogicalType expected, object? value) = await OneAsync(native, sql);
            (LogicalType found, object? given) = await read();
            if (found.Equals(expected))
            {
                given.Should().BeEquivalentTo(value, "of {0}", sql);
            }
            else
            {
                // psqlODBC tells less of the type: the value is the server's own text.
                found.Kind.Should().Be(TypeKind.Utf8, "of {0}", sql);
                given.Should().Be(literal is null ? null : (await OneAsync(native, $"select v::text from ({sql}) s")).Value, "of {0}", sql);
            }
        }
    }

    [Fact]
    public async Task Dates_before_Christ_are_what_psqlODBC_gets_wrong_without_a_sign()
    {
        await using Session odbc = await OpenAsync();
        (await OneAsync(odbc, "select date '0044-03-15 BC'")).Value.Should().Be((await OneAsync(odbc, "select date '0044-03-15'")).Value, "the README says so, until a version of psqlODBC tells them apart");
        (await OneAsync(odbc, "select (date '0044-03-15 BC')::text")).Value.Should().Be("0044-03-15 BC");
    }

    [Theory]
    [InlineData("timestamp 'infinity'")]
    [InlineData("timestamptz 'infinity'")]
    [InlineData("timestamp '-infinity'")]
    [InlineData("date 'infinity'")]
    [InlineData("date '-infinity'")]
    public async Task Infinity_is_an_error(string value)
    {
        await using Session odbc = await OpenAsync();
        Func<Task> read = () => OneAsync(odbc, $"select {value} as v");
        (await read.Should().ThrowAsync<QuarryException>()).Which.Message.Should().Contain("Row 1, column \"v\"");
        (await OneAsync(odbc, "select timestamp '9999-12-31 23:59:59'")).Value.Should().Be(253_402_300_799_000_000L);
    }

    [Fact]
    public async Task Long_values_within_a_block_are_whole()
    {
        await using Session odbc = await OpenAsync();
        List<object?[]> rows = await Open.RowsAsync(odbc,
            "select i, case when i % 7 = 0 then repeat(chr(8364) || i, 3000 + i) else 'short' end, case when i % 11 = 0 then decode(repeat('ab', 40000 + i), 'hex') end from generate_series(1, 3000) i");
        rows.Should().HaveCount(3000);
        foreach (object?[] row in rows)
        {
            int i = (int)row[0]!;
            row[1].Should().Be(i % 7 == 0 ? string.Concat(Enumerable.Repeat($"€{i}", 3000 + i)) : "short");
            (row[2] as byte[])?.Length.Should().Be(40000 + i);
            (row[2] is null).Should().Be(i % 11 != 0);
        }
    }

    private static bool IsSilentlyWrong(string type, string? literal) => type == "date" && literal?.EndsWith(" BC", StringComparison.Ordinal) == true;

    /// <summary>Years before 1 and beyond 9999.</summary>
    private static bool IsBeyond(string type, string? literal)
        => literal is not null && (type == "date" || type.StartsWith("timestamp", StringComparison.Ordinal)) && (literal.EndsWith(" BC", StringComparison.Ordinal) || LongYear().IsMatch(literal));

    private static async Task<(LogicalType Type, object? Value)> OneAsync(Session session, string sql)
    {
        await using ResultReader result = await session.ExecuteAsync(new() { Sql = sql, Kind = StatementKind.Select }, [], CancellationToken.None);
        using ColumnBatch? batch = await result.ReadAsync(CancellationToken.None);
        return (result.Schema!.Columns[0].Type, batch![0].GetValue(0));
    }

    private async Task<Session> OpenAsync()
        => (await new OdbcDriver(new PostgreSqlDriver(), new PostgreSqlOdbcProfile()).OpenAsync(Open.Target(shared.Server), new TestHost(), CancellationToken.None))!;

    [GeneratedRegex(@"^\d{5,}-", RegexOptions.CultureInvariant)]
    private static partial Regex LongYear();
}
