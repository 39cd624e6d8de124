using Quarry.Sdk.Conformance;

namespace Quarry.Enterprise.Conformance;

/// <summary>The names of a fixture's checks, which need no run.</summary>
internal static class Names
{
    public static TheoryData<string> Of(Func<DriverFixture> create)
    {
        DriverFixture fixture = create();
        try
        {
            return [.. ConformanceSuite.Checks(fixture).Select(check => check.Name)];
        }
        finally
        {
            fixture.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
