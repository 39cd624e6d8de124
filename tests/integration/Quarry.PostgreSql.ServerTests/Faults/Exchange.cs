using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests.Faults;

/// <summary>Things that a session does with its server, each short, and what they return as text.</summary>
internal static class Exchange
{
    public const string Connect = "connect";

    /// <summary>Those whose every byte is harmed.</summary>
    public static IReadOnlyList<string> Short => [Connect, "ping", "select", "prepared", "prepared after a reset", "several results", "copy", "transaction", "rollback", "error", "cancel", "reset", "left early"];

    /// <summary>Its answer is longer than what is harmed byte by byte.</summary>
    public const string Long = "long";

    public static async Task<string> RunAsync(Session session, string name, FaultProxy proxy, CancellationToken token)
    {
        switch (name)
        {
            case "ping":
                await session.PingAsync(token);
                return "";
            case "select":
                return await ReadAsync(await session.ExecuteAsync(new() { Sql = "select 1::int8, 'text', null::int" }, [], token), token);
            case "prepared":
                await using (PreparedStatement statement = await session.PrepareAsync(new() { Sql = "select $1::int, $2::text", ParameterCount = 2 }, token))
                {
                    return await ReadAsync(await statement.ExecuteAsync([new(LogicalType.Int32, 5), new(LogicalType.Utf8, "ä")], token), token);
                }

            case "prepared after a reset":
                await using (PreparedStatement statement = await session.PrepareAsync(new() { Sql = "select 6", Kind = StatementKind.Select }, token))
                {
                    await session.ResetAsync(token);
                    return await ReadAsync(await statement.ExecuteAsync([], token), token);
                }

            case "several results":
                return await ReadAsync(await session.ExecuteAsync(new() { Sql = "select 1; do $$ begin end $$; select 2" }, [], token), token);
            case "copy":
                await using (ResultReader created = await session.ExecuteAsync(new() { Sql = "create temp table if not exists fault_rows (i int)" }, [], token))
                {
                    await created.ReadAsync(token);
                }

                return (await session.WriteAsync(new() { Table = new() { Name = "fault_rows" }, Schema = Batches.OneColumn }, Batches.Numbers(2, 3), token)).ToString(Batches.Culture);
            case "transaction" or "rollback":
                await session.BeginAsync(new(), token);
                string inside = await ReadAsync(await session.ExecuteAsync(new() { Sql = "select 7" }, [], token), token);
                await (name == "rollback" ? session.RollbackAsync(token) : session.CommitAsync(token));
                return inside;
            case "error":
                try
                {
                    return await ReadAsync(await session.ExecuteAsync(new() { Sql = "select 1 / (3 - i) from generate_series(1, 5) as i" }, [], token), token);
                }
                catch (QuarryException error) when (error.SqlState == "22012")
                {
                    return error.Message;
                }

            case "cancel":
                try
                {
                    Task<string> running = ExecuteAndReadAsync(session, "select pg_sleep(60)", token);
                    await proxy.Asked;
                    session.Cancel();
                    return await running;
                }
                catch (OperationCanceledException) when (!token.IsCancellationRequested)
                {
                    return "cancelled";
                }

            case "reset":
                await session.ResetAsync(token);
                // The answer to a reset is read by the next call.
                await session.PingAsync(token);
                return "";
            case "left early":
                await using (ResultReader result = await session.ExecuteAsync(new() { Sql = "select i from generate_series(1, 20) as i; select 2", Batch = new() { Rows = 2 } }, [], token))
                {
                    using ColumnBatch? first = await result.ReadAsync(token);
                    return first!.Rows.ToString(Batches.Culture);
                }

            case Long:
                return await ReadAsync(await session.ExecuteAsync(new() { Sql = "select i, repeat('x', i % 50), i * 1.5 from generate_series(1, 3000) as i", Batch = new() { Rows = 100 } }, [], token), token);
            default:
                throw new ArgumentOutOfRangeException(nameof(name), name, "No such exchange.");
        }
    }

    private static async Task<string> ExecuteAndReadAsync(Session session, string sql, CancellationToken token)
        => await ReadAsync(await session.ExecuteAsync(new() { Sql = sql }, [], token), token);

    private static async Task<string> ReadAsync(ResultReader result, CancellationToken token)
    {
        var values = new List<object?>();
        await using (result)
        {
            do
            {
                while (await result.ReadAsync(token) is { } batch)
                {
                    using (batch)
                    {
                        for (int row = 0; row < batch.Rows; row++)
                        {
                            values.AddRange(batch.Columns.Select(column => column.GetValue(row)));
                        }
                    }
                }
            }
            while (await result.NextResultAsync(token));
        }

        return string.Join(' ', values);
    }
}
