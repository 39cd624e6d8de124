namespace Quarry.Sdk.Tests;

internal static class Sources
{
    public static string Driver(string attributes) => $$"""
        using Quarry.Contracts;
        {{attributes}}
        sealed class AcmeDriver : Driver
        {
            public override TypeMap Types => null!;
            public override Dialect Dialect => null!;
            public override DriverCapabilities Describe(ServerInfo server) => new();
        }
        """;
}
