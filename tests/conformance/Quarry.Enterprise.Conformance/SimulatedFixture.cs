using System.Data;
using Quarry.Contracts;
using Quarry.Odbc;
using Quarry.Odbc.SimulatorTests;
using Quarry.Sdk.Conformance;

namespace Quarry.Enterprise.Conformance;

/// <summary>A plugin on the scripted ODBC driver, behind which SQLite keeps the rows.</summary>
internal abstract class SimulatedFixture : DriverFixture
{
    protected const string Database = "quarry";

    private readonly string _folder = Directory.CreateTempSubdirectory("quarry-store").FullName;

    protected SimulatedFixture(Driver plugin, Personality personality)
    {
        Driver = new OdbcDriver(plugin, new SimulatedProfile(plugin.Odbc!, personality, _folder));
        File.WriteAllBytes(Path.Combine(_folder, Database + ".db"), []);
    }

    public override Driver Driver { get; }

    public override Target Target => TargetOf(Database);

    public override Target? BadTarget => TargetOf("no_such_database");

    /// <summary>The procedure that the store knows.</summary>
    public override OutputParameterCall? OutputParameters => new()
    {
        Sql = $"{{call quarry_double({Driver.Dialect.ParameterMarker(1)}, {Driver.Dialect.ParameterMarker(2)})}}",
        Parameters = () => [new(LogicalType.Int64, 21L), new(LogicalType.Int64, null) { Direction = ParameterDirection.Output }],
        Expected = [42L],
    };

    /// <summary>What the target says besides.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> Options => [];

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return base.DisposeAsync();
    }

    protected Target TargetOf(string database) => new()
    {
        Scheme = Driver.Info.Schemes[0],
        UserName = "tester",
        Host = "simulated",
        Path = "/" + database,
        Options = Options.Append(new("odbc.driver", Simulator.Shared.Library)).ToDictionary(StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>The logical type and value of a number that comes as a decimal.</summary>
    protected static Decimal128 Whole(object value) => new(value is ulong large ? (Int128)large : (Int128)Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture), 0);
}
