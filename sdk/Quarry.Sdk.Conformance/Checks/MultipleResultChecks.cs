using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Several statements in one text.</summary>
internal static class MultipleResultChecks
{
    private const string Capability = nameof(DriverCapabilities.MultipleResults);

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "multiple-results.all", "each statement has its own result, in order", AllAsync),
        ConformanceCheck.Works(Capability, "multiple-results.skip", "going on skips what is left of a result", SkipAsync),
        ConformanceCheck.Works(Capability, "multiple-results.abandoned", "a reader disposed before the last result frees the session", AbandonedAsync),
        ConformanceCheck.Refuses(Capability, "multiple-results.refused", "a second statement is refused, not dropped", RefusedAsync),
    ];

    private static async Task AllAsync(CheckContext context)
    {
        ResultReader reader = await context.Main.OpenReaderAsync(context.Fixture.TwoResultsSql).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            (await Rows.ReadAsync(reader, context.Cancellation).ConfigureAwait(false)).EnsureIntegers("the first result", 1);
            Ensure.That(await NextAsync(context, reader).ConfigureAwait(false), "There is no second result.");
            (await Rows.ReadAsync(reader, context.Cancellation).ConfigureAwait(false)).EnsureIntegers("the second result", 2);
            Ensure.That(!await NextAsync(context, reader).ConfigureAwait(false), "There is a third result of two statements.");
        }
    }

    private static async Task SkipAsync(CheckContext context)
    {
        ResultReader reader = await context.Main.OpenReaderAsync(context.Fixture.TwoResultsSql).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            Ensure.That(await NextAsync(context, reader).ConfigureAwait(false), "There is no second result after the first was skipped.");
            (await Rows.ReadAsync(reader, context.Cancellation).ConfigureAwait(false)).EnsureIntegers("the second result after the first was skipped", 2);
        }
    }

    private static async Task AbandonedAsync(CheckContext context)
    {
        ResultReader reader = await context.Main.OpenReaderAsync(context.Fixture.TwoResultsSql).ConfigureAwait(false);
        await reader.DisposeAsync().ConfigureAwait(false);
        await context.Main.EnsureWorksAsync("after a reader was disposed before its second result").ConfigureAwait(false);
    }

    private static async Task RefusedAsync(CheckContext context)
        => await Ensure.RefusesAsync("two statements in one text without the capability", async () =>
        {
            ResultReader reader = await context.Main.OpenReaderAsync(context.Fixture.TwoResultsSql).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await Rows.ReadAsync(reader, context.Cancellation).ConfigureAwait(false);
                await NextAsync(context, reader).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);

    private static async Task<bool> NextAsync(CheckContext context, ResultReader reader) => await reader.NextResultAsync(context.Cancellation).ConfigureAwait(false);
}
