using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Prepared statements.</summary>
internal static class PreparedChecks
{
    private const string Capability = nameof(DriverCapabilities.PreparedStatements);

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "prepared.many-times", "a statement prepared once runs many times with other parameters", ManyTimesAsync),
        ConformanceCheck.Works(Capability, "prepared.query", "a prepared query sees what changed, also after it was abandoned in the middle", QueryAsync),
        ConformanceCheck.Works(Capability, "prepared.types", "a statement prepared for types returns what it returns unprepared", TypesAsync),
        ConformanceCheck.Works(Capability, "prepared.two", "two prepared statements do not disturb each other", TwoAsync),
        ConformanceCheck.Works(Capability, "prepared.schema-change", "a prepared query after a change of its table returns the right rows or is refused", SchemaChangeAsync),
        ConformanceCheck.Works(Capability, "prepared.broken-sql", "broken SQL is refused when it is prepared or first run", BrokenSqlAsync),
        ConformanceCheck.Works(Capability, "prepared.count", "a wrong number of parameters is refused", CountAsync),
        ConformanceCheck.Works(Capability, "prepared.dispose", "a statement that was disposed refuses to run, and the session goes on", DisposeAsync),
        ConformanceCheck.Refuses(Capability, "prepared.refused", "preparing is refused", RefusedAsync),
    ];

    private static async Task ManyTimesAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        PreparedStatement insert = await context.Main.PrepareAsync(table.Insert(TestSession.Id, TestSession.Text), 2).ConfigureAwait(false);
        await using (insert.ConfigureAwait(false))
        {
            Ensure.That(insert.Plan.ParameterCount == 2, $"PreparedStatement.Plan takes {insert.Plan.ParameterCount} parameters, not the 2 of the plan that was prepared.");
            for (long id = 0; id < 50; id++)
            {
                await context.Main.ExecuteAsync(insert, TestSession.Integer(id), TestSession.Utf8(id % 5 == 4 ? null : ManyRows.TextOf(id))).ConfigureAwait(false);
            }
        }

        Rows rows = await context.Main.QueryAsync(table.Select(TestSession.Id, TestSession.Text)).ConfigureAwait(false);
        Ensure.That(rows.Count == 50, $"A statement that ran 50 times wrote {rows.Count} rows.");
        ManyRows.EnsureRows(context.Fixture, [.. Enumerable.Range(0, rows.Count).Select(row => rows[row])], 0);
    }

    private static async Task QueryAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        PreparedStatement query = await context.Main.PrepareAsync(table.Select(TestSession.Id), 0).ConfigureAwait(false);
        await using (query.ConfigureAwait(false))
        {
            for (long id = 1; id <= 3; id++)
            {
                await context.Main.InsertAsync(table, id).ConfigureAwait(false);
                (await context.Main.ExecuteAsync(query).ConfigureAwait(false)).EnsureIntegers("a prepared query", [.. Enumerable.Range(1, (int)id).Select(i => (long)i)]);
                ResultReader abandoned = await query.ExecuteAsync([], context.Cancellation).ConfigureAwait(false);
                await abandoned.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task TypesAsync(CheckContext context)
    {
        string sql = context.Fixture.Select(context.Dialect.ParameterMarker(1));
        foreach (Parameter parameter in (Parameter[])
            [new(LogicalType.Int32, 7), new(LogicalType.Utf8, "text"), new(LogicalType.Decimal128(12, 2), new Decimal128(1250, 2)), new(LogicalType.Int64, null), new(LogicalType.Float64, 0.5)])
        {
            Rows unprepared = await context.Main.QueryAsync(sql, parameter).ConfigureAwait(false);
            PreparedStatement query = await context.Session.PrepareAsync(TestSession.Plan(sql, 1), [parameter], context.Cancellation).ConfigureAwait(false);
            await using (query.ConfigureAwait(false))
            {
                Ensure.That(query.IsUsable, "A statement that was just prepared is not usable.");
                Rows prepared = await context.Main.ExecuteAsync(query, parameter).ConfigureAwait(false);
                Ensure.Same(unprepared.Scalar(), prepared.Scalar(), $"a parameter of type {parameter.Type}, prepared");
                LogicalType type = prepared.Schema!.Columns[0].Type;
                Ensure.That(type.Equals(unprepared.Schema!.Columns[0].Type), $"A parameter of type {parameter.Type} comes back as {type} if it is prepared, else as {unprepared.Schema.Columns[0].Type}.");
            }
        }
    }

    private static async Task TwoAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        PreparedStatement insert = await context.Main.PrepareAsync(table.Insert(TestSession.Id), 1).ConfigureAwait(false);
        PreparedStatement query = await context.Main.PrepareAsync(table.Select(TestSession.Id), 0).ConfigureAwait(false);
        await context.Main.ExecuteAsync(insert, TestSession.Integer(1)).ConfigureAwait(false);
        (await context.Main.ExecuteAsync(query).ConfigureAwait(false)).EnsureIntegers("the second prepared statement", 1);
        await query.DisposeAsync().ConfigureAwait(false);
        await context.Main.ExecuteAsync(insert, TestSession.Integer(2)).ConfigureAwait(false);
        await insert.DisposeAsync().ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows written by the first prepared statement", 1, 2).ConfigureAwait(false);
    }

    private static async Task SchemaChangeAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        PreparedStatement query = await context.Main.PrepareAsync($"SELECT * FROM {table.Quoted}", 0).ConfigureAwait(false);
        await using (query.ConfigureAwait(false))
        {
            await context.Main.ExecuteAsync(query).ConfigureAwait(false);
            string ddl = context.Driver.Types.ToDdl(LogicalType.Int64) ?? throw new NotApplicableException("the database stores no int64");
            await context.Main.QueryAsync(context.Fixture.AddColumn(table.Name, "added", ddl)).ConfigureAwait(false);
            try
            {
                Rows rows = await context.Main.ExecuteAsync(query).ConfigureAwait(false);
                Ensure.That(rows.Count == 1 && rows.Schema!.Columns.Count == rows[0].Length, "A prepared query after a change of its table returned rows that do not fit its schema.");
                Ensure.Integer(1, rows[0][0], "the first column of a prepared query after a change of its table");
            }
            catch (QuarryException refused)
            {
                Ensure.That(refused.Kind is ErrorKind.User or ErrorKind.Server, $"The refusal after a change of the table has kind {refused.Kind}: {refused.Message}");
            }
        }
    }

    private static async Task BrokenSqlAsync(CheckContext context)
        => await Ensure.RefusesAsync("broken SQL, prepared", async () =>
        {
            PreparedStatement statement = await context.Main.PrepareAsync(context.Fixture.BrokenSql, 0).ConfigureAwait(false);
            await using (statement.ConfigureAwait(false))
            {
                await context.Main.ExecuteAsync(statement).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);

    private static async Task CountAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        PreparedStatement insert = await context.Main.PrepareAsync(table.Insert(TestSession.Id), 1).ConfigureAwait(false);
        await using (insert.ConfigureAwait(false))
        {
            await Ensure.RefusesAsync("no parameter for a prepared statement of 1", () => context.Main.ExecuteAsync(insert)).ConfigureAwait(false);
            await Ensure.RefusesAsync("2 parameters for a prepared statement of 1", () => context.Main.ExecuteAsync(insert, TestSession.Integer(1), TestSession.Integer(2))).ConfigureAwait(false);
            await context.Main.ExecuteAsync(insert, TestSession.Integer(3)).ConfigureAwait(false);
        }

        await context.Main.EnsureIdsAsync(table, "rows after two refusals", 3).ConfigureAwait(false);
    }

    private static async Task DisposeAsync(CheckContext context)
    {
        PreparedStatement query = await context.Main.PrepareAsync(context.Fixture.Select("1"), 0).ConfigureAwait(false);
        await query.DisposeAsync().ConfigureAwait(false);
        await query.DisposeAsync().ConfigureAwait(false);
        try
        {
            await context.Main.ExecuteAsync(query).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ObjectDisposedException or InvalidOperationException or QuarryException)
        {
            return;
        }

        throw new CheckFailedException("A prepared statement that was disposed still ran.");
    }

    private static async Task RefusedAsync(CheckContext context)
        => await Ensure.RefusesAsync("PrepareAsync without the capability", async () =>
        {
            PreparedStatement statement = await context.Main.PrepareAsync(context.Fixture.Select("1"), 0).ConfigureAwait(false);
            await statement.DisposeAsync().ConfigureAwait(false);
        }).ConfigureAwait(false);
}
