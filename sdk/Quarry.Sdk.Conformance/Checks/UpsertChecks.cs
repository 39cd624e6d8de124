using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Insert or update in one statement.</summary>
internal static class UpsertChecks
{
    private const string Capability = nameof(DriverCapabilities.Upsert);
    private const string Key = "id";
    private const string Column = "other column";

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "upsert.insert-or-update", "a new key is inserted, an existing one updated", UpdateAsync),
        ConformanceCheck.Works(Capability, "upsert.keys-only", "with nothing but keys, an existing row is left as it is", KeysOnlyAsync),
        ConformanceCheck.Refuses(Capability, "upsert.refused", "the dialect writes no such statement, or the server refuses it", RefusedAsync),
    ];

    private static async Task UpdateAsync(CheckContext context)
    {
        ScratchTable table = await CreateAsync(context).ConfigureAwait(false);
        string sql = Upsert(context, table, [Column, Key]) ?? throw new CheckFailedException("Upsert is claimed, but the dialect's Upsert gives null.");
        foreach ((long key, long value) in ((long, long)[])[(1, 10), (2, 20), (1, 11)])
        {
            await context.Main.QueryAsync(sql, TestSession.Integer(value), TestSession.Integer(key)).ConfigureAwait(false);
        }

        await EnsureAsync(context, table, (1, 11), (2, 20)).ConfigureAwait(false);
    }

    private static async Task KeysOnlyAsync(CheckContext context)
    {
        ScratchTable table = await CreateAsync(context).ConfigureAwait(false);
        await context.Main.QueryAsync(table.Insert(Key, Column), TestSession.Integer(1), TestSession.Integer(10)).ConfigureAwait(false);
        string sql = Upsert(context, table, [Key]) ?? throw new CheckFailedException("Upsert is claimed, but the dialect's Upsert gives null for a table of keys.");
        await context.Main.QueryAsync(sql, TestSession.Integer(1)).ConfigureAwait(false);
        await context.Main.QueryAsync(sql, TestSession.Integer(2)).ConfigureAwait(false);
        await EnsureAsync(context, table, (1, 10), (2, null)).ConfigureAwait(false);
    }

    private static async Task RefusedAsync(CheckContext context)
    {
        ScratchTable table = await CreateAsync(context).ConfigureAwait(false);
        if (Upsert(context, table, [Key, Column]) is { } sql)
        {
            await Ensure.RefusesAsync("UPSERT without the capability", () => context.Main.QueryAsync(sql, TestSession.Integer(1), TestSession.Integer(1))).ConfigureAwait(false);
        }
    }

    private static string? Upsert(CheckContext context, ScratchTable table, IReadOnlyList<string> columns) => context.Dialect.Upsert(table.Name, columns, [Key]);

    private static async Task<ScratchTable> CreateAsync(CheckContext context)
    {
        ScratchTable table = context.Track(context.Fixture.NewTable(), new([]));
        await context.Main.QueryAsync(context.Fixture.CreateKeyedTable(table.Name, Key, Column, null)).ConfigureAwait(false);
        return table;
    }

    private static async Task EnsureAsync(CheckContext context, ScratchTable table, params (long Key, long? Value)[] expected)
    {
        Rows rows = await context.Main.QueryAsync(table.Select(Key, Column)).ConfigureAwait(false);
        Ensure.That(rows.Count == expected.Length, $"{expected.Length} rows were expected after upserts, {rows.Count} are there.");
        for (int i = 0; i < expected.Length; i++)
        {
            Ensure.Integer(expected[i].Key, rows[i][0], $"key of row {i}");
            if (expected[i].Value is { } value)
            {
                Ensure.Integer(value, rows[i][1], $"value of key {expected[i].Key}");
            }
            else
            {
                Ensure.Same(null, rows[i][1], $"value of key {expected[i].Key}");
            }
        }
    }
}
