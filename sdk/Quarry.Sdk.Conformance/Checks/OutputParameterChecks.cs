using System.Data;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>Parameters that the server sets.</summary>
internal static class OutputParameterChecks
{
    private const string Capability = nameof(DriverCapabilities.OutputParameters);

    public static IEnumerable<ConformanceCheck> All =>
    [
        ConformanceCheck.Works(Capability, "output-parameters.set", "output parameters hold the server's values after the last result", SetAsync),
        ConformanceCheck.Refuses(Capability, "output-parameters.refused", "a parameter whose direction is not input is refused, not left unset", RefusedAsync),
    ];

    private static async Task SetAsync(CheckContext context)
    {
        OutputParameterCall call = context.Fixture.OutputParameters
            ?? throw new CheckFailedException("Output parameters are claimed, but the fixture states no call that proves it (DriverFixture.OutputParameters).");
        for (int round = 0; round < 2; round++)
        {
            IReadOnlyList<Parameter> parameters = call.Parameters();
            ResultReader reader = await context.Session.ExecuteAsync(TestSession.Plan(call.Sql, parameters.Count), parameters, context.Cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                do
                {
                    await Rows.ReadAsync(reader, context.Cancellation).ConfigureAwait(false);
                }
                while (await reader.NextResultAsync(context.Cancellation).ConfigureAwait(false));

                Ensure.That(reader.OutputParameters.Count == call.Expected.Count, $"{call.Expected.Count} output parameters were expected, {reader.OutputParameters.Count} came.");
                for (int i = 0; i < call.Expected.Count; i++)
                {
                    Ensure.Same(call.Expected[i], reader.OutputParameters[i].Value, $"output parameter {i + 1}");
                }
            }
        }
    }

    private static async Task RefusedAsync(CheckContext context)
    {
        IReadOnlyList<Parameter> Parameters(ParameterDirection direction) => context.Fixture.OutputParameters?.Parameters() ?? [new Parameter(LogicalType.Int64, 1L) { Direction = direction }];
        string sql = context.Fixture.OutputParameters?.Sql ?? context.Fixture.Select(context.Dialect.ParameterMarker(1));
        foreach (ParameterDirection direction in (ParameterDirection[])[ParameterDirection.Output, ParameterDirection.InputOutput, ParameterDirection.ReturnValue])
        {
            await Ensure.RefusesAsync($"a parameter of direction {direction} without the capability", () => context.Main.QueryAsync(sql, Parameters(direction))).ConfigureAwait(false);
        }
    }
}
