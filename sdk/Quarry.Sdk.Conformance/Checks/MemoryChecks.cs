using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Memory is the host's: a driver asks for it, returns it, and lives with a refusal.</summary>
internal static class MemoryChecks
{
    private const int MostBlocks = 200;

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Always("memory.exhausted", "a refusal of memory at any moment is passed on, leaks nothing and harms no later statement", ExhaustedAsync),
    ];

    private static async Task ExhaustedAsync(CheckContext context)
    {
        ScratchTable table = await ManyRows.CreateAsync(context, 30).ConfigureAwait(false);
        QueryPlan plan = TestSession.Plan(table.Select(TestSession.Id, TestSession.Text), 0, new() { Rows = 11 });
        for (int blocks = 0; blocks <= MostBlocks; blocks++)
        {
            context.Memory.Allowance = blocks;
            QuarryException? refused = null;
            try
            {
                await context.Main.QueryAsync(plan).ConfigureAwait(false);
            }
            catch (QuarryException error)
            {
                refused = error;
            }

            context.Memory.Allowance = long.MaxValue;
            if (refused is null)
            {
                Ensure.That(blocks > 0, "A result was read without memory of the host. Use DriverHost.Memory for all columns.");
                return;
            }

            Ensure.That(refused.Kind == ErrorKind.Resource, $"The refusal of memory came out as an error of kind {refused.Kind}: {refused.Message}");
            await context.Main.EnsureWorksAsync($"after memory was refused at block {blocks + 1}").ConfigureAwait(false);
        }

        throw new CheckFailedException($"Reading 30 rows of two columns takes more than {MostBlocks} memory blocks.");
    }
}
