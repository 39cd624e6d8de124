using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Faults;

/// <summary>What the driver tells of a commit is true.</summary>
public sealed class OutcomeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int Inserts = 200;

    [Theory]
    [InlineData("commit", 110)]
    [InlineData("autocommit", 60)]
    [InlineData("copy", 170)]
    public async Task Inserts_under_resets(string way, int bytes)
    {
        string table = $"outcome_{way}_{Guid.NewGuid():N}";
        await Outcomes.CheckAsync(shared.Server, table, Inserts, callers: 4, id => InsertAsync(way, table, id, after: id * 37 % bytes));
    }

    private async Task InsertAsync(string way, string table, int id, int after)
    {
        await using var proxy = new FaultProxy(shared.Server);
        var target = new Target
        {
            Scheme = "postgresql",
            Path = string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={proxy.Port} user=postgres dbname=postgres sslmode=disable application_name={table}"),
        };
        await using Session session = (await new PostgreSqlDriver().OpenAsync(target, new TestHost(), CancellationToken.None))!;
        proxy.Arm(Toxic.Reset, after);
        if (way == "copy")
        {
            await session.WriteAsync(new() { Table = new() { Name = table }, Schema = Batches.OneColumn }, Batches.One(id), CancellationToken.None);
            return;
        }

        if (way == "commit")
        {
            await session.BeginAsync(new(), CancellationToken.None);
        }

        await using (ResultReader result = await session.ExecuteAsync(new() { Sql = $"insert into {table} values ({id})", Kind = StatementKind.Insert }, [], CancellationToken.None))
        {
        }

        if (way == "commit")
        {
            await session.CommitAsync(CancellationToken.None);
        }
    }
}
