using System.Data;
using Quarry.Contracts;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Parameters are as many as the plan takes and of every logical type.</summary>
internal static class ParameterChecks
{
    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Always("parameters.count", "too few and too many parameters are refused, and nothing runs", CountAsync),
        ConformanceCheck.Always("parameters.order", "parameters arrive in order and do not linger", OrderAsync),
        ConformanceCheck.Always("parameters.every-type", "a parameter of any logical type is taken or refused clearly", EveryTypeAsync),
        ConformanceCheck.Always("parameters.null-of-every-type", "NULL of any logical type is taken as NULL or refused clearly", NullAsync),
    ];

    private static async Task CountAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync().ConfigureAwait(false);
        QueryPlan plan = TestSession.Plan(table.Insert(TestSession.Id, TestSession.Text), 2);
        foreach (Parameter[] parameters in (Parameter[][])[[], [TestSession.Integer(1)], [TestSession.Integer(1), TestSession.Utf8("a"), TestSession.Integer(2)]])
        {
            await Ensure.RefusesAsync($"{parameters.Length} parameters for a statement of 2", () => context.Main.QueryAsync(plan, parameters)).ConfigureAwait(false);
            await context.Main.EnsureWorksAsync($"after {parameters.Length} parameters for a statement of 2").ConfigureAwait(false);
        }

        await context.Main.EnsureIdsAsync(table, "rows after INSERTs with wrong parameters").ConfigureAwait(false);
    }

    private static async Task OrderAsync(CheckContext context)
    {
        ScratchTable table = await context.CreateTableAsync(("id", LogicalType.Int64), ("a", LogicalType.Utf8), ("b", LogicalType.Utf8), ("c", LogicalType.Utf8)).ConfigureAwait(false);
        QueryPlan insert = TestSession.Plan(table.Insert("id", "c", "b", "a"), 4);
        for (long id = 0; id < 3; id++)
        {
            await context.Main.QueryAsync(insert, TestSession.Integer(id), TestSession.Utf8(id == 1 ? null : $"c{id}"), TestSession.Utf8($"b{id}"), TestSession.Utf8($"a{id}"))
                .ConfigureAwait(false);
        }

        Rows rows = await context.Main.QueryAsync(table.Select("id", "a", "b", "c")).ConfigureAwait(false);
        Ensure.That(rows.Count == 3, $"3 rows were inserted, {rows.Count} are there.");
        for (int id = 0; id < 3; id++)
        {
            Ensure.Same($"a{id}", rows[id][1], $"column a of row {id}");
            Ensure.Same($"b{id}", rows[id][2], $"column b of row {id}");
            Ensure.Same(id == 1 ? null : $"c{id}", rows[id][3], $"column c of row {id}");
        }
    }

    private static Task EveryTypeAsync(CheckContext context) => SelectEachAsync(context, type => context.ValuesOf(type) is [object first, ..] ? first : null);

    private static Task NullAsync(CheckContext context) => SelectEachAsync(context, _ => null);

    private static async Task SelectEachAsync(CheckContext context, Func<LogicalType, object?> valueOf)
    {
        string sql = context.Fixture.Select(context.Dialect.ParameterMarker(1));
        foreach (LogicalType type in SampleTypes.All)
        {
            object? value = valueOf(type);
            try
            {
                object? read = (await context.Main.QueryAsync(sql, new Parameter(type, value) { Direction = ParameterDirection.Input }).ConfigureAwait(false)).Scalar();
                object? kept = value is null ? null : context.Fixture.ReadValue(type, value);
                Ensure.That(read is null == kept is null, $"A parameter {type} of value {Value.Show(value)} came back as {Value.Show(read)}.");
            }
            catch (QuarryException refused)
            {
                Ensure.That(context.Driver.Types.ToDdl(type) is null, $"The database stores {type}, but a parameter of that type is refused: {refused.Message}");
                Ensure.That(refused.Kind is ErrorKind.User or ErrorKind.Server, $"A parameter {type} is refused with kind {refused.Kind}: {refused.Message}");
            }
        }
    }
}
