using System.Data;
using Quarry.Contracts;
using Quarry.Odbc.Tests.Support;

namespace Quarry.Odbc.Tests;

public sealed class OdbcCapabilitiesTests
{
    private static readonly string[] s_facts =
    [
        OdbcCapabilities.Transactions, OdbcCapabilities.MultipleResults, OdbcCapabilities.Cancel, OdbcCapabilities.Returning, OdbcCapabilities.ParameterArrays, OdbcCapabilities.Procedures,
        OdbcCapabilities.Definitions,
    ];

    // Parts and snapshots go the native way only.
    private static readonly string[] s_never = [nameof(DriverCapabilities.Snapshots), nameof(DriverCapabilities.Partitions)];

    private static readonly TestProfile s_profile = new() { Begin = _ => [] };

    [Fact]
    public void A_database_that_can_everything_can_it_through_a_driver_that_does()
        => Missing(Of(All(), s_facts)).Should().BeEquivalentTo(s_never);

    [Theory]
    [InlineData(OdbcCapabilities.Transactions, nameof(DriverCapabilities.Transactions), nameof(DriverCapabilities.Savepoints), nameof(DriverCapabilities.ReadOnlyTransactions),
        nameof(DriverCapabilities.DeferrableTransactions), nameof(DriverCapabilities.LockTimeout), nameof(DriverCapabilities.Batches), nameof(DriverCapabilities.BulkWrite),
        nameof(DriverCapabilities.TransactionalDefinitions))]
    [InlineData(OdbcCapabilities.Definitions, nameof(DriverCapabilities.TransactionalDefinitions))]
    [InlineData(OdbcCapabilities.MultipleResults, nameof(DriverCapabilities.MultipleResults))]
    [InlineData(OdbcCapabilities.Cancel, nameof(DriverCapabilities.Cancel))]
    [InlineData(OdbcCapabilities.Returning, nameof(DriverCapabilities.Returning))]
    [InlineData(OdbcCapabilities.ParameterArrays, nameof(DriverCapabilities.Batches))]
    [InlineData(OdbcCapabilities.Procedures, nameof(DriverCapabilities.OutputParameters))]
    public void Each_fact_that_is_missing_takes_what_needs_it(string fact, params string[] missing)
    {
        DriverCapabilities capabilities = Of(All(), [.. s_facts.Where(other => other != fact)]);
        Missing(capabilities).Should().BeEquivalentTo(missing.Concat(s_never));
        Every(capabilities).Where(capability => !capability.IsSupported).Should().OnlyContain(capability => capability.Reason.Length > 10 && capability.Manual.StartsWith("https://"));
    }

    [Fact]
    public void A_reason_names_the_ODBC_driver() => Of(All(), []).MultipleResults.Reason.Should().Contain("test.so");

    [Fact]
    public void What_the_database_cannot_the_driver_does_not_add()
    {
        DriverCapabilities capabilities = Of(new(), s_facts);
        Every(capabilities).Where(capability => capability.IsSupported).Should().BeEquivalentTo(
            [capabilities.Cancel, capabilities.PreparedStatements], "those two are the driver's alone");
    }

    [Fact]
    public void Options_of_transactions_need_statements_of_the_profile()
    {
        string[] needing = [nameof(DriverCapabilities.ReadOnlyTransactions), nameof(DriverCapabilities.DeferrableTransactions), nameof(DriverCapabilities.LockTimeout)];
        Missing(OdbcCapabilities.Of(All(), Server(s_facts), null, TestDialect.Question)).Should().BeEquivalentTo(needing.Concat(s_never));
        var readOnly = new TestProfile { Begin = options => options.ReadOnly && !options.Deferrable ? ["SET TRANSACTION READ ONLY"] : null };
        Missing(OdbcCapabilities.Of(All(), Server(s_facts), readOnly, TestDialect.Question)).Should().BeEquivalentTo(needing.Skip(1).Concat(s_never));
        var lockTimeout = new TestProfile { Begin = options => options.LockTimeout is not null ? [] : null };
        Missing(OdbcCapabilities.Of(All(), Server(s_facts), lockTimeout, TestDialect.Question)).Should().BeEquivalentTo(needing.Take(2).Concat(s_never));
        var deferrable = new TestProfile { Begin = options => options is { Deferrable: true, ReadOnly: true, Isolation: IsolationLevel.Serializable } ? [] : null };
        Missing(OdbcCapabilities.Of(All(), Server(s_facts), deferrable, TestDialect.Question)).Should().BeEquivalentTo([needing[0], needing[2], .. s_never]);
    }

    [Fact]
    public void Savepoints_need_a_dialect_that_writes_them()
    {
        var dialect = new TestDialect(SqlLexicon.Standard, _ => "?", savepoints: false);
        Missing(OdbcCapabilities.Of(All(), Server(s_facts), s_profile, dialect)).Should().BeEquivalentTo(s_never.Append(nameof(DriverCapabilities.Savepoints)));
    }

    private static DriverCapabilities Of(DriverCapabilities database, string[] facts) => OdbcCapabilities.Of(database, Server(facts), s_profile, TestDialect.Question);

    private static ServerInfo Server(string[] facts) => new()
    {
        Product = "Test",
        Version = new(1, 0),
        Facts = s_facts.Select(fact => KeyValuePair.Create(fact, facts.Contains(fact) ? "yes" : "no")).Append(new("odbc.driver", "test.so")).ToDictionary(),
    };

    private static DriverCapabilities All()
    {
        var all = new DriverCapabilities { PartitionConsistency = PartitionConsistency.Shared };
        foreach (System.Reflection.PropertyInfo property in typeof(DriverCapabilities).GetProperties().Where(property => property.PropertyType == typeof(Capability)))
        {
            property.SetValue(all, Capability.Yes("https://example.org"));
        }

        return all;
    }

    private static IEnumerable<Capability> Every(DriverCapabilities capabilities)
        => typeof(DriverCapabilities).GetProperties().Select(property => property.GetValue(capabilities)).OfType<Capability>();

    private static IEnumerable<string> Missing(DriverCapabilities capabilities)
        => typeof(DriverCapabilities).GetProperties().Where(property => property.GetValue(capabilities) is Capability { IsSupported: false }).Select(property => property.Name);
}
