using Quarry.Contracts;

namespace Quarry.Hosting.Tests.Support;

/// <summary>A driver that the application carries itself.</summary>
[Driver("static-x", Name = "Registered", Schemes = ["static"])]
internal class RegisteredDriver : Driver
{
    public override TypeMap Types { get; } = new Map();
    public override Dialect Dialect { get; } = new Sql();

    public override DriverCapabilities Describe(ServerInfo server) => throw new NotSupportedException();

    private sealed class Map : TypeMap
    {
        public override string? ToDdl(LogicalType type) => null;

        protected override LogicalType MapCore(NativeColumn column, ReadOptions options) => LogicalType.Utf8;
    }

    private sealed class Sql : Dialect
    {
        public override SqlLexicon Lexicon => SqlLexicon.Standard;

        public override string ParameterMarker(int position) => "?";
    }
}
