using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests;

public sealed class FirstRowTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Rows_come_typed()
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        List<object?[]> rows = await Open.RowsAsync(session, "select 1::int8, 'text', null::int, 12.50::numeric(10,2)");
        rows.Should().ContainSingle().Which.Should().Equal(1L, "text", null, Decimal128.Parse("12.50"));
    }
}
