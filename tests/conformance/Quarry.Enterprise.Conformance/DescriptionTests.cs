using Quarry.Contracts;
using Quarry.Odbc.SimulatorTests;

namespace Quarry.Enterprise.Conformance;

/// <summary>What a plugin's type map expects of a driver against what the store records of it, each from the vendor's manual: a column of every known type is created and read.</summary>
public sealed class DescriptionTests
{
    // What the store does not keep: types without a form of their own in it, and names that only a catalog has.
    private static readonly string[] s_absent =
    [
        "sql_variant", "json", "hierarchyid", "geometry", "geography", "udt", "vector", "INTERVAL", "ROWID", "UROWID", "BFILE", "XMLTYPE", "JSON", "BOOLEAN", "VECTOR", "sysname", "longsysname",
        "identity", "timestamp",
    ];

    public static TheoryData<string> Vendors => ["oracle", "msodbcsql", "tdsodbc", "ase", "ase-tdsodbc"];

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task Every_type_that_the_plugin_knows_is_described_as_it_expects(string vendor)
    {
        await using SimulatedFixture fixture = Create(vendor);
        var host = new TestHost();
        var wrong = new List<string>();
        int read = 0;
        await using (Session session = (await fixture.OpenAsync(fixture.Target, host, CancellationToken.None))!)
        {
            foreach (NativeColumn known in fixture.Driver.Types.Known.Where(known => IsKept(vendor, known)))
            {
                string ddl = Ddl(known);
                await RunAsync(session, $"CREATE TABLE t (c {ddl})");
                ResultReader reader = await session.ExecuteAsync(new() { Sql = "SELECT c FROM t", Kind = StatementKind.Select }, [], CancellationToken.None);
                LogicalType found = reader.Schema!.Columns[0].Type;
                await reader.DisposeAsync();
                LogicalType expected = fixture.Driver.Types.Map(fixture.Driver.Odbc!.Describe(known), ReadOptions.Default);
                if (!found.Equals(expected))
                {
                    wrong.Add($"{ddl} is read as {found}, and the map says {expected} for {known.TypeName} ({known.TypeCode})");
                }

                await RunAsync(session, "DROP TABLE t");
                read++;
            }
        }

        wrong.Should().BeEmpty();
        read.Should().BeGreaterThan(20);
        host.Rented.Should().Be(0);
    }

    private static SimulatedFixture Create(string vendor) => vendor switch
    {
        "oracle" => OracleTests.Create(),
        "msodbcsql" => SqlServerTests.Create(),
        "tdsodbc" => SqlServerFreeTdsTests.Create(),
        "ase" => AseTests.Create(),
        _ => AseFreeTdsTests.Create(),
    };

    // Oracle has its own timestamps; other drivers than Oracle's give those with a zone as text.
    private static bool IsKept(string vendor, NativeColumn known) => vendor == "oracle" && known.TypeName.StartsWith("TIMESTAMP", StringComparison.Ordinal)
        ? known.TypeCode == 93
        : !s_absent.Any(absent => known.TypeName.Contains(absent, StringComparison.Ordinal));

    private static string Ddl(NativeColumn known) => known.TypeName switch
    {
        var name when name.Contains('(', StringComparison.Ordinal) => name,
        "decimal" or "numeric" => $"{known.TypeName}({known.Precision},{known.Scale})",
        "time" or "datetime2" or "datetimeoffset" when known.TypeCode is -154 or -155 or 93 => $"{known.TypeName}({known.Scale})",
        "char" or "varchar" or "nchar" or "nvarchar" or "unichar" or "univarchar" or "binary" or "varbinary" => $"{known.TypeName}({(known.Length > 0 ? known.Length : "max")})",
        var name => name,
    };

    private static async Task RunAsync(Session session, string sql)
        => await (await session.ExecuteAsync(new() { Sql = sql, Kind = StatementKind.Other }, [], CancellationToken.None)).DisposeAsync();
}
