using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>A table with rows 0 to n − 1, whose texts have a length that depends on the row.</summary>
internal static class ManyRows
{
    public static string TextOf(long id) => id % 7 == 3 ? "" : $"{id}:{new string((char)('a' + id % 26), (int)(id * 13 % 90))}";

    public static async Task<ScratchTable> CreateAsync(CheckContext context, int count)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        bool inTransaction = context.Capabilities.Transactions.IsSupported;
        if (inTransaction)
        {
            await context.Main.BeginAsync().ConfigureAwait(false);
        }

        QueryPlan insert = TestSession.Plan(table.Insert(TestSession.Id, TestSession.Text), 2);
        for (long id = 0; id < count; id++)
        {
            await context.Main.QueryAsync(insert, TestSession.Integer(id), TestSession.Utf8(id % 5 == 4 ? null : TextOf(id))).ConfigureAwait(false);
        }

        if (inTransaction)
        {
            await context.Main.CommitAsync().ConfigureAwait(false);
        }

        return table;
    }

    /// <summary>The rows must be rows <paramref name="first"/> and following.</summary>
    public static void EnsureRows(DriverFixture fixture, IReadOnlyList<object?[]> rows, long first)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            long id = first + i;
            Ensure.Integer(id, rows[i][0], $"row {id}");
            Ensure.Same(id % 5 == 4 ? null : fixture.ReadValue(LogicalType.Utf8, TextOf(id)), rows[i][1], $"text of row {id}");
        }
    }
}
