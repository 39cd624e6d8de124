using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>A database whose markers are <c>$1</c>, <c>$2</c>, … and may stand several times.</summary>
[Driver("numbering", Name = "Numbering", Schemes = ["numbering"])]
internal sealed class NumberingDriver(Driver types) : Driver
{
    public override TypeMap Types => types.Types;

    public override Dialect Dialect { get; } = new NumberingDialect();

    public override DriverCapabilities Describe(ServerInfo server) => types.Describe(server);

    private sealed class NumberingDialect : Dialect
    {
        public override SqlLexicon Lexicon { get; } = new() { DollarNumbers = true };

        public override string ParameterMarker(int position) => $"${position}";
    }
}
