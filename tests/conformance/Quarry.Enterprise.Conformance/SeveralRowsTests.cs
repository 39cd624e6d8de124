using Quarry.Contracts;
using Quarry.Odbc.SimulatorTests;
using Quarry.Sdk.Conformance;

namespace Quarry.Enterprise.Conformance;

/// <summary>FreeTDS has no arrays of parameters: rows go by statements of as many rows as SQL Server takes.</summary>
public sealed class SeveralRowsTests
{
    private const int Rows = 2_500;

    private static readonly Schema s_schema = new([new() { Name = "id", Type = LogicalType.Int64 }, new() { Name = "txt", Type = LogicalType.Utf8 }]);

    [Fact]
    public async Task Rows_are_written_by_statements_of_several()
    {
        await using DriverFixture fixture = SqlServerFreeTdsTests.Create();
        var host = new TestHost();
        Dialect dialect = fixture.Driver.Dialect;
        await using (Session session = (await fixture.OpenAsync(fixture.Target, host, CancellationToken.None))!)
        {
            TableName table = fixture.NewTable();
            await RunAsync(session, dialect.CreateTable(table, s_schema, fixture.Driver.Types));
            (await session.WriteAsync(new() { Table = table, Schema = s_schema }, BatchesAsync(host, bad: -1), CancellationToken.None)).Should().Be(Rows);
            (await RunAsync(session, $"SELECT COUNT(*) AS n FROM {dialect.QuoteTable(table)} WHERE txt = 'text of 2499'"))[0].Should().Be(1);
            session.Server.Facts["odbc.parameter-arrays"].Should().Be("no");
        }

        host.Rented.Should().Be(0);
    }

    [Fact]
    public async Task A_row_that_is_refused_undoes_all_and_is_told_by_its_number()
    {
        await using DriverFixture fixture = SqlServerFreeTdsTests.Create();
        var host = new TestHost();
        Dialect dialect = fixture.Driver.Dialect;
        await using (Session session = (await fixture.OpenAsync(fixture.Target, host, CancellationToken.None))!)
        {
            TableName table = fixture.NewTable();
            await RunAsync(session, dialect.CreateTable(table, new([s_schema.Columns[0], s_schema.Columns[1] with { IsNullable = false }]), fixture.Driver.Types));
            Func<Task> write = () => session.WriteAsync(new() { Table = table, Schema = s_schema }, BatchesAsync(host, bad: 1_700), CancellationToken.None).AsTask();
            (await write.Should().ThrowAsync<QuarryException>()).WithMessage("Row 1701 was refused*");
            (await RunAsync(session, $"SELECT COUNT(*) AS n FROM {dialect.QuoteTable(table)}"))[0].Should().Be(0);
        }

        host.Rented.Should().Be(0);
    }

    private static async IAsyncEnumerable<ColumnBatch> BatchesAsync(TestHost host, int bad)
    {
        using var builder = new BatchBuilder(s_schema, host.Memory, BatchLimits.Default);
        for (int i = 0; i < Rows; i++)
        {
            builder.Columns[0].AppendUtf16($"{i}");
            if (i == bad)
            {
                builder.Columns[1].AppendNull();
            }
            else
            {
                builder.Columns[1].AppendUtf16($"text of {i}");
            }

            builder.EndRow();
        }

        using ColumnBatch batch = builder.Build();
        await Task.CompletedTask;
        yield return batch;
    }

    private static async Task<List<object?>> RunAsync(Session session, string sql)
    {
        await using ResultReader reader = await session.ExecuteAsync(new() { Sql = sql, Kind = sql.StartsWith("SELECT", StringComparison.Ordinal) ? StatementKind.Select : StatementKind.Definition }, [], CancellationToken.None);
        var values = new List<object?>();
        while (await reader.ReadAsync(CancellationToken.None) is { } batch)
        {
            using (batch)
            {
                values.AddRange(Enumerable.Range(0, batch.Rows).Select(row => batch[0].GetValue(row)));
            }
        }

        return values;
    }
}
