using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Encoders;
using Quarry.Plugins.PostgreSql.Types;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.PostgreSql.ServerTests.Types;

/// <summary>What the encoders of binary COPY write is what the server stores.</summary>
public sealed class CopyTests(SharedServer shared) : IClassFixture<SharedServer>
{
    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (string type in (string[])["boolean", "smallint", "integer", "bigint", "oid", "numeric", "numeric(15,2)", "numeric(38,10)", "numeric(76,30)", "numeric(2,-3)", "real",
                "double precision", "text", "character varying(20)", "bytea", "date", "time without time zone", "timestamp without time zone", "timestamp with time zone", "interval", "uuid", "json", "jsonb", "xml"])
            {
                names.Add(type, type);
                names.Add(type, type + "[]");
            }

            names.Add("smallint", "bigint");
            names.Add("integer", "numeric");
            names.Add("real", "double precision");
            names.Add("xid8", "numeric");
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Values_arrive(string type, string target)
    {
        string values = string.Join(", ", TypeMatrix.All[type].Append(null).Select((value, i) => $"({i}, {Literal(value)}::{type})"));
        string table = $"copy_{Guid.NewGuid():N}";
        bool isArray = target.EndsWith("[]", StringComparison.Ordinal);
        await shared.Server.PsqlAsync($"create table {table}_from (i int, v {(isArray ? target : type)}); create table {table} (i int, v {target}); "
            + (isArray ? $"insert into {table}_from select 0, array_agg(v order by i) from (values {values}) t(i, v) union all select 1, '{{}}' union all select 2, null" : $"insert into {table}_from values {values}"));
        await using Session session = await Open.SessionAsync(shared.Server);
        uint oid = uint.Parse(await shared.Server.PsqlAsync($"select '{target}'::regtype::oid"), System.Globalization.CultureInfo.InvariantCulture);
        string file = Path.Combine(shared.Server.SocketDirectory, table);
        await CopyAsync(session, $"select i, v from {table}_from order by i", [new(Oids.Int4, -1, "integer"), new(oid, -1, target)], file);
        await shared.Server.PsqlAsync($"copy {table} from '{file}' (format binary)");
        string query = "select i, v::text from {0} order by i";
        (await shared.Server.PsqlAsync(string.Format(null, query, table)))
            .Should().Be(await shared.Server.PsqlAsync(string.Format(null, query, $"(select i, v{(type == "xid8" ? "::text" : "")}::{target} as v from {table}_from) f")));
    }

    [Theory]
    [InlineData("select 40000", Oids.Int2, "Row 1, column \"?column?\"*smallint*range*")]
    [InlineData("select 'a'::text", Oids.Int4, "Column \"text\" is utf8*integer*Cast*")]
    [InlineData("select timestamp '2024-01-01'", Oids.Date, "*date*Cast*")]
    [InlineData("select timestamp '2024-01-01'", Oids.TimestampTz, "*Cast*")]
    public async Task What_the_table_cannot_hold_is_an_error(string sql, uint oid, string message)
    {
        await using Session session = await Open.SessionAsync(shared.Server);
        string file = Path.Combine(shared.Server.SocketDirectory, Guid.NewGuid().ToString("N"));
        Func<Task> copy = () => CopyAsync(session, sql, [new(oid, -1, TypeName.Of(oid, -1))], file);
        (await copy.Should().ThrowAsync<QuarryException>().WithMessage(message)).Which.Kind.Should().Be(ErrorKind.User);
    }

    private static async Task CopyAsync(Session session, string sql, ResolvedType[] targets, string file)
    {
        await using ResultReader result = await session.ExecuteAsync(new() { Sql = sql }, [], CancellationToken.None);
        var encoder = new CopyEncoder(result.Schema!, targets);
        var send = new SendBuffer();
        send.Bytes(CopyEncoder.Header);
        while (await result.ReadAsync(CancellationToken.None) is { } batch)
        {
            using (batch)
            {
                for (int row = 0; row < batch.Rows;)
                {
                    row += encoder.Write(send, batch, row);
                }
            }
        }

        send.Bytes(CopyEncoder.Trailer);
        await File.WriteAllBytesAsync(file, send.Pending.ToArray());
    }

    private static string Literal(string? value)
        => value is null ? "null" : "E'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";
}
