using Quarry.Contracts;
using Quarry.Odbc;
using Quarry.Plugins.PostgreSql;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>Large statements, values and numbers of parameters through psqlODBC: served, or an error after which the session works.</summary>
public sealed class OdbcSizeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task As_many_parameters_as_ODBC_counts_are_served_and_more_are_an_error()
    {
        await using Session session = await OpenAsync(new());
        (await CountAsync(session, short.MaxValue)).Should().Be(short.MaxValue);
        foreach (int count in (int[])[short.MaxValue + 1, 66_000])
        {
            Func<Task> query = () => CountAsync(session, count);
            QuarryException error = (await query.Should().ThrowAsync<QuarryException>()).Which;
            (error.Kind, error.Code).Should().Be((ErrorKind.User, 4107));
            error.Message.Should().Contain($"{count} parameter markers");
            (await CountAsync(session, 2)).Should().Be(2);
        }
    }

    [Fact]
    public async Task A_statement_of_16_MiB_is_served()
    {
        await using Session session = await OpenAsync(new());
        (await Open.RowsAsync(session, $"select length('{new string('x', 16 << 20)}')")).Should().ContainSingle().Which.Should().Equal(16 << 20);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("bytea")]
    public async Task A_value_of_100_MiB_goes_and_comes_whole_and_leaves_no_memory(string type)
    {
        const int Huge = 100 << 20;
        var host = new TestHost();
        await using (Session session = await OpenAsync(host))
        {
            Parameter parameter = type == "text" ? new(LogicalType.Utf8, new string('x', Huge)) : new(LogicalType.Binary, new byte[Huge]);
            (await Open.RowsAsync(session, $"select length($1::{type})", parameter)).Should().ContainSingle().Which.Should().Equal(Huge);
            List<object?[]> rows = await Open.RowsAsync(session, type == "text" ? $"select repeat('y', {Huge}), 2" : $"select decode(repeat('ab', {Huge}), 'hex'), 2");
            (rows.Single()[0] switch { string text => text.Length, byte[] bytes => bytes.Length, _ => 0 }).Should().Be(Huge);
            rows.Single()[1].Should().Be(2);
        }

        host.Arena.Statistics.RentedBytes.Should().Be(0);
    }

    private static async Task<object?> CountAsync(Session session, int parameters)
    {
        string sql = $"select cardinality(array[{string.Join(',', Enumerable.Range(1, parameters).Select(n => $"${n}"))}])";
        return (await Open.RowsAsync(session, sql, [.. Enumerable.Range(0, parameters).Select(i => new Parameter(LogicalType.Int32, i))])).Single()[0];
    }

    private async Task<Session> OpenAsync(TestHost host)
        => (await new OdbcDriver(new PostgreSqlDriver(), new PostgreSqlOdbcProfile()).OpenAsync(Open.Target(shared.Server), host, CancellationToken.None))!;
}
