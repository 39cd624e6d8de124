using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>A plain result through each driver that the simulator imitates, with what is known of that driver.</summary>
[Collection(Simulator.Collection)]
public sealed class PersonalityTests
{
    [Theory]
    [InlineData("plain", "QuarrySim")]
    [InlineData("psqlodbc-like", "PostgreSQL")]
    [InlineData("tdsodbc", "Microsoft SQL Server")]
    [InlineData("sqliteodbc", "SQLite")]
    [InlineData("oracle", "Oracle")]
    [InlineData("ase", "Adaptive Server Enterprise")]
    [InlineData("msodbcsql", "Microsoft SQL Server")]
    public Task A_plain_result_is_read_exactly(string personality, string product) => Sim.UseAsync($"Personality={personality}", async session =>
    {
        session.Server.Product.Should().Be(product);
        const int Rows = 1500;
        ResultSet result = await Sim.QueryAsync(session, $"result rows={Rows} | i integer null-every=5 | l bigint | t varchar(30) | n nvarchar(30) unit=\"ä€\" repeat=3 | d decimal(12,2) | f double | c text repeat=5000 long-every=100 | s timestamp(6) step=86400 | y date | b varbinary(8)");
        result.Column(0).Should().Equal(Enumerable.Range(0, Rows).Select(row => row % 5 == 4 ? null : (object)row));
        result.Column(1).Should().Equal(Enumerable.Range(0, Rows).Select(row => (object)(long)row));
        result.Column(2).Should().Equal(Enumerable.Range(0, Rows).Select(row => (object)row.ToString(CultureInfo.InvariantCulture)));
        result.Column(3).Should().OnlyContain(value => (string)value! == "ä€ä€ä€");
        result.Column(4).Should().Equal(Enumerable.Range(0, Rows).Select(row => (object)new Decimal128(row, 2)));
        result.Column(5).Should().Equal(Enumerable.Range(0, Rows).Select(row => (object)(row * 0.25)));
        result.Column(6).Select(value => ((string)value!).Length).Should().Equal(Enumerable.Range(0, Rows).Select(row => row % 100 == 99 ? 5000 : 10));
        result.Column(7).Should().Equal(Enumerable.Range(0, Rows).Select(row => (object)((946_684_800L + (row * 86_400L)) * 1_000_000 + (row * 86_400L % 1_000_000))));
        // Oracle's DATE is a timestamp.
        result.Column(8).Should().Equal(Enumerable.Range(0, Rows).Select(row => personality == "oracle" ? row * 86_400_000_000L : (object)row));
        result.Column(9).Should().Equal(Enumerable.Range(0, Rows).Select(row => (object)row.ToString("X16", CultureInfo.InvariantCulture)));
    });
}
