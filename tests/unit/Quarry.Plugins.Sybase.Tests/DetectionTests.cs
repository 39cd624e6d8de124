using System.IO.Enumeration;
using System.Reflection;
using Quarry.Contracts;

namespace Quarry.Plugins.Sybase.Tests;

/// <summary>Which servers and ODBC drivers are this driver's, as the host tells: the whole name, without case.</summary>
public sealed class DetectionTests
{
    private static readonly DriverAttribute s_driver = typeof(SybaseDriver).GetCustomAttribute<DriverAttribute>()!;

    [Theory]
    [InlineData("Adaptive Server Enterprise")]
    [InlineData("adaptive server enterprise")]
    [InlineData("ASE")]
    [InlineData("sql server")]
    [InlineData("SQL Server")]
    public void ASE_is_known_by_each_of_its_names(string product)
    {
        Matches(s_driver.DbmsNames, product).Should().BeTrue();
        SybaseCapabilities.Of(new() { Product = product, Version = new(16, 0) }).Transactions.IsSupported.Should().BeTrue();
    }

    [Theory]
    [InlineData("Microsoft SQL Server")]
    [InlineData("SQL Anywhere")]
    [InlineData("Adaptive Server Anywhere")]
    [InlineData("Adaptive Server IQ")]
    [InlineData("Sybase IQ")]
    [InlineData("SAP IQ")]
    [InlineData("SAP HANA")]
    [InlineData("OpenServer")]
    [InlineData("ASE Replication")]
    [InlineData("")]
    public void Its_relatives_are_never_taken_for_it(string product)
    {
        Matches(s_driver.DbmsNames, product).Should().BeFalse();
        DriverCapabilities capabilities = SybaseCapabilities.Of(new() { Product = product, Version = new(17, 0) });
        foreach (Capability capability in typeof(DriverCapabilities).GetProperties().Select(property => property.GetValue(capabilities)).OfType<Capability>())
        {
            capability.IsSupported.Should().BeFalse();
            capability.Reason.Should().StartWith(product).And.Contain("odbc:");
        }
    }

    [Theory]
    [InlineData("Adaptive Server Enterprise", true)]
    [InlineData("Adaptive Server Enterprise 16.0", true)]
    [InlineData("libsybdrvodb.so", true)]
    [InlineData("libsybdrvodb-sqllen8.so", true)]
    [InlineData("sybdrvodb64.dll", true)]
    [InlineData("FreeTDS", false)]
    [InlineData("libtdsodbc.so", false)]
    [InlineData("SQL Anywhere 17", false)]
    [InlineData("ODBC Driver 18 for SQL Server", false)]
    [InlineData("Sybase IQ", false)]
    public void FreeTDS_is_claimed_by_nobody_since_it_reaches_SQL_Server_as_well(string odbcDriver, bool expected) => Matches(s_driver.OdbcDrivers, odbcDriver).Should().Be(expected);

    [Fact]
    public void Its_targets_have_two_schemes() => (s_driver.Id, string.Join(' ', s_driver.Schemes)).Should().Be(("sybase", "sybase ase"));

    [Fact]
    public void It_opens_no_session_of_its_own_and_says_that_no_server_was_there()
    {
        var driver = new SybaseDriver();
        driver.Odbc.Should().BeOfType<SybaseOdbcProfile>();
        driver.TestedAgainst.Should().Contain(line => line.Contains("no server"));
        driver.Info.Id.Should().Be("sybase");
    }

    private static bool Matches(IEnumerable<string> patterns, string name) => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name));
}
