using Quarry.Contracts;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>The type matrix: for each type that the database stores, what goes in by a parameter comes out of a query.</summary>
internal static class TypeChecks
{
    private const string Id = "id";
    private const string Value = "v";

    public static IEnumerable<ConformanceCheck> Of(DriverFixture fixture) =>
    [
        ConformanceCheck.Always("types.map-stable", "a native type that the map gives is read as the type it was given for, again and again", MapStableAsync),
        ConformanceCheck.Always("types.map-total", "a native type that the map does not know is mapped or refused clearly", MapTotalAsync),
        ConformanceCheck.Always("types.known", "each native type that the map lists is mapped, with or without the caller's choices", KnownAsync),
        ConformanceCheck.Always("types.unstorable", "a table with a type that the database cannot store is refused by the column's name", UnstorableAsync),
        .. fixture.Types.Select(type => ConformanceCheck.Always($"types.{type}", $"extremes, random values and NULL of {type} are read back as they were written", context => RoundTripAsync(context, type))),
    ];

    private static async Task RoundTripAsync(CheckContext context, LogicalType type)
    {
        IReadOnlyList<object> values = context.ValuesOf(type);
        Ensure.That(values.Count > 0, $"The fixture's CanHold leaves no value of {type}. Take the type out of Types.");
        ScratchTable table = await context.CreateTableAsync((Id, LogicalType.Int64), (Value, type)).ConfigureAwait(false);
        QueryPlan insert = TestSession.Plan(table.Insert(Id, Value), 2);
        List<object?> written = [null, .. values, null];
        for (int id = 0; id < written.Count; id++)
        {
            try
            {
                await context.Main.QueryAsync(insert, TestSession.Integer(id), new Parameter(type, written[id])).ConfigureAwait(false);
            }
            catch (QuarryException refused)
            {
                throw new CheckFailedException($"The value {Values.Value.Show(written[id])} of {type} is refused: {refused.Message}");
            }
        }

        foreach (int batchRows in (int[])[16_384, 3])
        {
            Rows rows = await context.Main.QueryAsync(TestSession.Plan(table.Select(Id, Value), 0, new() { Rows = batchRows })).ConfigureAwait(false);
            EnsureRows(context.Fixture, type, written, rows);
        }
    }

    private static void EnsureRows(DriverFixture fixture, LogicalType type, List<object?> written, Rows rows)
    {
        LogicalType read = rows.Schema!.Columns[1].Type;
        Ensure.That(read.Equals(fixture.ReadType(type)), $"A column created for {type} is read as {read}, not as {fixture.ReadType(type)}.");
        Ensure.That(rows.Count == written.Count, $"{written.Count} rows were written, {rows.Count} are read.");
        for (int id = 0; id < written.Count; id++)
        {
            object? expected = written[id] is { } value ? fixture.ReadValue(type, value) : null;
            Ensure.Same(expected, rows[id][1], $"{type}, row {id}");
        }
    }

    private static Task MapStableAsync(CheckContext context)
    {
        TypeMap map = context.Driver.Types;
        foreach (LogicalType type in context.Fixture.Types)
        {
            string ddl = map.ToDdl(type) ?? throw new CheckFailedException($"The fixture says that {type} is stored, but the type map has no native type for it.");
            LogicalType read = map.Map(context.Fixture.DescribeDdl(ddl), ReadOptions.Default);
            Ensure.That(read.Equals(context.Fixture.ReadType(type)), $"{type} becomes {ddl}, which is read as {read}, not as {context.Fixture.ReadType(type)}.");
            string? again = map.ToDdl(read);
            Ensure.That(again is null || map.Map(context.Fixture.DescribeDdl(again), ReadOptions.Default).Equals(read), $"{read} becomes {again}, which is read as another type.");
        }

        return Task.CompletedTask;
    }

    private static Task MapTotalAsync(CheckContext context)
    {
        foreach (NativeColumn column in (NativeColumn[])[new(), new() { Name = "c", TypeName = "no such type", TypeCode = -32_000, Precision = -1, Scale = 200, Length = long.MaxValue }])
        {
            try
            {
                Ensure.That(context.Driver.Types.Map(column, ReadOptions.Default) is not null, $"The type map returned null for the native type \"{column.TypeName}\".");
            }
            catch (QuarryException refused)
            {
                Ensure.That(!string.IsNullOrWhiteSpace(refused.Message), "The refusal of an unknown native type has no message.");
            }
        }

        return Task.CompletedTask;
    }

    private static Task KnownAsync(CheckContext context)
    {
        TypeMap map = context.Driver.Types;
        if (map.Known.Count == 0)
        {
            throw new NotApplicableException("the type map lists no native types");
        }

        foreach (NativeColumn column in map.Known)
        {
            foreach (ReadOptions options in (ReadOptions[])[ReadOptions.Default, new() { MismatchAsText = true }, new() { Numeric = NumericReading.Double }, new() { Numeric = NumericReading.Decimal }])
            {
                try
                {
                    LogicalType? type = map.Map(column, options);
                    Ensure.That(type is not null && type.Equals(map.Map(column, options)), $"The type map gives {type} for the native type \"{column.TypeName}\" ({column.TypeCode}), and something else when it is asked again.");
                }
                catch (QuarryException refused)
                {
                    throw new CheckFailedException($"The type map lists the native type \"{column.TypeName}\" ({column.TypeCode}) and refuses it: {refused.Message}");
                }
            }
        }

        return Task.CompletedTask;
    }

    private static async Task UnstorableAsync(CheckContext context)
    {
        LogicalType type = SampleTypes.All.FirstOrDefault(sample => context.Driver.Types.ToDdl(sample) is null)
            ?? throw new NotApplicableException("the database stores every type of the matrix");
        QuarryException error = await Ensure.RefusesAsync($"a table with a column of {type}", () => context.CreateTableAsync(("odd_column", type))).ConfigureAwait(false);
        Ensure.That(error.Message.Contains("odd_column", StringComparison.Ordinal), $"The refusal does not name the column: {error.Message}");
    }
}
