using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>The SQL that the dialect writes means what it should.</summary>
internal static class DialectChecks
{
    private static readonly string[] s_names =
    [
        "select", "Order By", "a\"b", "it's", "back`tick", "[bracket]", "semi;colon", "dash--dash", "/*c*/", "per%cent?", "@p :p $1", "Ünïcødé 名前", " lead and trail ", "1digit", "CaseSensitive",
    ];

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Always("dialect.quoting", "hostile names of tables and columns mean exactly themselves", QuotingAsync),
        ConformanceCheck.Always("dialect.quoting-refuses", "an empty name and one with NUL are refused", QuotingRefusesAsync),
        ConformanceCheck.Always("dialect.long-names", "a name of 300 characters is kept whole or refused, never cut", LongNamesAsync),
        ConformanceCheck.Always("dialect.lexicon", "identifiers are quoted as the lexicon says", LexiconAsync),
        ConformanceCheck.Always("dialect.limit", "a limited query returns the first rows, no more", LimitAsync),
        ConformanceCheck.Always("dialect.not-null", "CREATE TABLE keeps NOT NULL", NotNullAsync),
        ConformanceCheck.Always("dialect.drop-table", "a table is dropped, and one that is missing is no error", DropTableAsync),
        ConformanceCheck.Always("dialect.find-table", "a table is found by its name, and a missing one is not", FindTableAsync),
        ConformanceCheck.Always("dialect.name-comparer", "names that the dialect calls the same mean one column, and others two", NameComparerAsync),
        ConformanceCheck.Always("dialect.temporary-schema", "a table of the temporary schema is the session's own", TemporarySchemaAsync),
    ];

    private static async Task QuotingAsync(CheckContext context)
    {
        TableName plain = context.Fixture.NewTable();
        foreach (string hostile in s_names.Where(context.Fixture.CanName))
        {
            TableName name = plain with { Name = $"{plain.Name}{hostile}" };
            var schema = new Schema([new() { Name = hostile, Type = LogicalType.Int64 }, new() { Name = "other", Type = LogicalType.Int64 }]);
            ScratchTable table = context.Track(name, schema);
            await context.Main.QueryAsync(context.Dialect.CreateTable(name, schema, context.Driver.Types)).ConfigureAwait(false);
            await context.Main.QueryAsync(table.Insert(hostile, "other"), TestSession.Integer(1), TestSession.Integer(2)).ConfigureAwait(false);
            Rows rows = await context.Main.QueryAsync(table.Select(hostile)).ConfigureAwait(false);
            rows.EnsureIntegers($"the column {hostile}", 1);
            Ensure.Same(hostile, rows.Schema!.Columns[0].Name, "the name of a column");
        }
    }

    private static Task QuotingRefusesAsync(CheckContext context)
    {
        foreach (string name in (ReadOnlySpan<string>)["", "a\0b"])
        {
            bool refused = false;
            try
            {
                _ = context.Dialect.QuoteIdentifier(name);
            }
            catch (ArgumentException)
            {
                refused = true;
            }

            Ensure.That(refused, name.Length == 0 ? "An empty identifier was quoted." : "An identifier with a NUL character was quoted.");
        }

        return Task.CompletedTask;
    }

    private static async Task LongNamesAsync(CheckContext context)
    {
        TableName name = context.Fixture.NewTable();
        name = name with { Name = name.Name.PadRight(300, 'n') };
        ScratchTable table = context.Track(name, new Schema([new() { Name = TestSession.Id, Type = LogicalType.Int64 }]));
        try
        {
            await context.Main.QueryAsync(context.Dialect.CreateTable(name, table.Schema, context.Driver.Types)).ConfigureAwait(false);
        }
        catch (QuarryException)
        {
            return;
        }

        var other = new ScratchTable(context.Dialect, name with { Name = name.Name[..^1] }, table.Schema);
        await Ensure.RefusesAsync("a query of a table whose name is one character shorter", () => context.Main.QueryAsync(other.Select(TestSession.Id))).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows of a table with a long name").ConfigureAwait(false);
    }

    private static Task LexiconAsync(CheckContext context)
    {
        string quoted = context.Dialect.QuoteIdentifier("a");
        Ensure.That(quoted.Length >= 3 && context.Dialect.Lexicon.IdentifierQuotes.Contains(quoted[0], StringComparison.Ordinal),
            $"{quoted} does not begin with a quote of the lexicon ({context.Dialect.Lexicon.IdentifierQuotes}).");
        Ensure.That(!string.IsNullOrEmpty(context.Dialect.ParameterMarker(1)), "The marker of parameter 1 is empty.");
        return Task.CompletedTask;
    }

    private static async Task LimitAsync(CheckContext context)
    {
        ScratchTable table = await ManyRows.CreateAsync(context, 10).ConfigureAwait(false);
        foreach (int limit in (int[])[0, 1, 3, 10, 11])
        {
            string sql = context.Dialect.Limit(table.Select(TestSession.Id), limit) ?? throw new NotApplicableException("the dialect has no limit");
            Rows rows = await context.Main.QueryAsync(sql).ConfigureAwait(false);
            rows.EnsureIntegers($"the first {limit} of 10 rows", [.. Enumerable.Range(0, Math.Min(limit, 10)).Select(id => (long)id)]);
        }
    }

    private static async Task NotNullAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync(new Schema([new() { Name = TestSession.Id, Type = LogicalType.Int64, IsNullable = false }])).ConfigureAwait(false);
        await Ensure.RefusesAsync("NULL in a NOT NULL column", () => context.Main.QueryAsync(table.Insert(TestSession.Id), TestSession.Integer(null))).ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
    }

    private static async Task DropTableAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync((TestSession.Id, LogicalType.Int64)).ConfigureAwait(false);
        string drop = context.Dialect.DropTable(table.Name) ?? throw new NotApplicableException("the dialect drops no table that may be missing");
        await context.Main.QueryAsync(drop).ConfigureAwait(false);
        await context.Main.QueryAsync(drop).ConfigureAwait(false);
        await context.Main.QueryAsync(context.Dialect.CreateTable(table.Name, table.Schema, context.Driver.Types)).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows of a table that was dropped and created").ConfigureAwait(false);
    }

    private static async Task FindTableAsync(CheckContext context)
    {
        if (!context.Capabilities.Catalog.IsSupported)
        {
            throw new NotApplicableException("the driver does not claim Catalog");
        }

        ScratchTable table = await context.CreateTableAsync((TestSession.Id, LogicalType.Int64)).ConfigureAwait(false);
        await EnsureFoundAsync(context, table.Name, 1).ConfigureAwait(false);
        await EnsureFoundAsync(context, table.Name with { Name = table.Name.Name + " missing" }, 0).ConfigureAwait(false);
    }

    private static async Task NameComparerAsync(CheckContext context)
    {
        const string Upper = "NAME";
        const string Lower = "name";
        var both = new Schema([new() { Name = Lower, Type = LogicalType.Int64 }, new() { Name = Upper, Type = LogicalType.Int64 }]);
        ScratchTable table = context.Track(context.Fixture.NewTable(), both);
        Task CreateAsync() => context.Main.QueryAsync(context.Dialect.CreateTable(table.Name, both, context.Driver.Types));
        if (context.Dialect.NameComparer.Equals(Lower, Upper))
        {
            await Ensure.RefusesAsync($"a table of the columns {Lower} and {Upper}, which the dialect calls one", CreateAsync).ConfigureAwait(false);
            return;
        }

        await CreateAsync().ConfigureAwait(false);
        await context.Main.QueryAsync(table.Insert(Lower, Upper), TestSession.Integer(1), TestSession.Integer(2)).ConfigureAwait(false);
        (await context.Main.QueryAsync(table.Select(Upper)).ConfigureAwait(false)).EnsureIntegers($"the column {Upper} beside {Lower}", 2);
    }

    private static async Task TemporarySchemaAsync(CheckContext context)
    {
        string schema = context.Dialect.TemporarySchema ?? throw new NotApplicableException("the dialect has no temporary tables");
        var columns = new Schema([new() { Name = TestSession.Id, Type = LogicalType.Int64 }]);
        ScratchTable table = context.Track(context.Fixture.NewTable() with { Schema = schema }, columns);
        await context.Main.QueryAsync(context.Dialect.CreateTable(table.Name, columns, context.Driver.Types)).ConfigureAwait(false);
        await context.Main.InsertAsync(table, 1).ConfigureAwait(false);
        await context.Main.EnsureIdsAsync(table, "rows of a temporary table", 1).ConfigureAwait(false);
        TestSession peer = await context.OpenPeerAsync().ConfigureAwait(false);
        await Ensure.RefusesAsync("another session's temporary table", () => peer.QueryAsync(table.Select(TestSession.Id))).ConfigureAwait(false);
    }

    private static async Task EnsureFoundAsync(CheckContext context, TableName table, int count)
    {
        string sql = context.Dialect.FindTableSql ?? throw new NotApplicableException("the dialect finds no table");
        Rows rows = await context.Main.QueryAsync(sql, TestSession.Utf8(table.Schema.Length > 0 ? table.Schema : null), TestSession.Utf8(table.Name)).ConfigureAwait(false);
        Ensure.That(rows.Count == count, $"A look for table {table.Name} finds {rows.Count}, not {count}.");
        if (count > 0)
        {
            Ensure.Same(table.Name, rows[0][1], "the name of a table that was looked for");
        }
    }
}
