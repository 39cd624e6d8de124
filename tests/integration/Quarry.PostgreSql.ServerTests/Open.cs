using System.Collections.Frozen;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Fixtures.PostgreSql;
using Quarry.Plugins.PostgreSql;

namespace Quarry.PostgreSql.ServerTests;

/// <summary>Sessions of the driver itself, without an engine.</summary>
internal static class Open
{
    public static Target Target(PostgreSqlServer server) => new()
    {
        Scheme = "postgresql",
        UserName = PostgreSqlServer.User,
        Path = "/postgres",
        Options = new Dictionary<string, string> { ["host"] = server.SocketDirectory, ["port"] = server.Port.ToString(CultureInfo.InvariantCulture) }.ToFrozenDictionary(),
    };

    public static async Task<Session> SessionAsync(PostgreSqlServer server, TestHost? host = null)
        => (await new PostgreSqlDriver().OpenAsync(Target(server), host ?? new(), CancellationToken.None))!;

    /// <summary>Runs a statement and returns the values of all its rows, in their canonical form.</summary>
    public static async Task<List<object?[]>> RowsAsync(Session session, string sql, params Parameter[] parameters)
    {
        await using ResultReader result = await session.ExecuteAsync(new() { Sql = sql, ParameterCount = parameters.Length }, parameters, CancellationToken.None);
        var rows = new List<object?[]>();
        while (await result.ReadAsync(CancellationToken.None) is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.Rows; row++)
                {
                    rows.Add([.. batch.Columns.Select(column => column.GetValue(row))]);
                }
            }
        }

        return rows;
    }
}
