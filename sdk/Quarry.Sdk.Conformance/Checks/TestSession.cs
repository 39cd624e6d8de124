using Quarry.Contracts;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>A session with the few operations of which checks are made.</summary>
internal sealed class TestSession(Session session, DriverFixture fixture, CancellationToken cancellation)
{
    public const string Id = "id";
    public const string Text = "txt";

    public Session Session => session;

    public static QueryPlan Plan(string sql, int parameters, BatchLimits? batch = null)
        => new() { Sql = sql, Kind = Classify(sql), ParameterCount = parameters, Batch = batch ?? BatchLimits.Default };

    public static Parameter Integer(long? value) => new(LogicalType.Int64, value);

    public static Parameter Utf8(string? value) => new(LogicalType.Utf8, value);

    public async Task<Rows> QueryAsync(QueryPlan plan, params IReadOnlyList<Parameter> parameters)
    {
        ResultReader reader = await session.ExecuteAsync(plan, parameters, cancellation).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await Rows.ReadAsync(reader, cancellation).ConfigureAwait(false);
        }
    }

    public Task<Rows> QueryAsync(string sql, params IReadOnlyList<Parameter> parameters) => QueryAsync(Plan(sql, parameters.Count), parameters);

    public async Task<ResultReader> OpenReaderAsync(string sql, BatchLimits? batch = null)
        => await session.ExecuteAsync(Plan(sql, 0, batch), [], cancellation).ConfigureAwait(false);

    public async Task<ColumnBatch?> ReadAsync(ResultReader reader) => await reader.ReadAsync(cancellation).ConfigureAwait(false);

    public async Task BeginAsync() => await session.BeginAsync(TransactionOptions.Default, cancellation).ConfigureAwait(false);

    public async Task BeginAsync(TransactionOptions options) => await session.BeginAsync(options, cancellation).ConfigureAwait(false);

    public async Task CommitAsync() => await session.CommitAsync(cancellation).ConfigureAwait(false);

    public async Task RollbackAsync() => await session.RollbackAsync(cancellation).ConfigureAwait(false);

    public async Task SaveAsync(string name) => await session.SaveAsync(name, cancellation).ConfigureAwait(false);

    public async Task RollbackToAsync(string name) => await session.RollbackToAsync(name, cancellation).ConfigureAwait(false);

    public async Task ReleaseAsync(string name) => await session.ReleaseAsync(name, cancellation).ConfigureAwait(false);

    public async Task PingAsync() => await session.PingAsync(cancellation).ConfigureAwait(false);

    public async Task ResetAsync() => await session.ResetAsync(cancellation).ConfigureAwait(false);

    public async Task<PreparedStatement> PrepareAsync(string sql, int parameters) => await session.PrepareAsync(Plan(sql, parameters), cancellation).ConfigureAwait(false);

    public async Task<Rows> ExecuteAsync(PreparedStatement statement, params IReadOnlyList<Parameter> parameters)
    {
        ResultReader reader = await statement.ExecuteAsync(parameters, cancellation).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await Rows.ReadAsync(reader, cancellation).ConfigureAwait(false);
        }
    }

    public async Task InsertAsync(ScratchTable table, params long[] ids)
    {
        foreach (long id in ids)
        {
            await QueryAsync(table.Insert(Id), Integer(id)).ConfigureAwait(false);
        }
    }

    public async Task EnsureIdsAsync(ScratchTable table, string what, params long[] expected)
        => (await QueryAsync(table.Select(Id)).ConfigureAwait(false)).EnsureIntegers(what, expected);

    /// <summary>The session must answer a ping and run a statement.</summary>
    public async Task EnsureWorksAsync(string when)
    {
        try
        {
            await PingAsync().ConfigureAwait(false);
            object? one = (await QueryAsync(fixture.Select("1")).ConfigureAwait(false)).Scalar();
            Ensure.That(Value.Integer(one) == 1, $"The session {when}: SELECT 1 returned {Value.Show(one)}.");
        }
        catch (Exception error) when (error is not CheckFailedException)
        {
            throw new CheckFailedException($"The session no longer works {when}: {error.GetType().Name}: {error.Message}");
        }
    }

    private static StatementKind Classify(string sql) => sql.Split(' ', 2)[0].ToUpperInvariant() switch
    {
        "SELECT" => StatementKind.Select,
        "INSERT" => StatementKind.Insert,
        "DELETE" => StatementKind.Delete,
        "CREATE" or "ALTER" or "DROP" => StatementKind.Definition,
        _ => StatementKind.Other,
    };
}
