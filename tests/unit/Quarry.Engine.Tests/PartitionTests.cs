using System.Text.Json.Nodes;
using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class PartitionTests
{
    private static readonly Capability s_yes = Capability.Yes("");
    private static readonly PartitionedQuery s_query = new() { Sql = "select 1 as a", Key = "a" };

    private static readonly PartitionDescriptor s_descriptor = new()
    {
        Target = new() { Scheme = "fake", UserName = "app", Host = "host", Path = "/db" },
        OptionNames = ["one", "two"],
        Snapshot = "0001-1",
        Number = 2,
        Count = 3,
        Partition = new() { Sql = "select \"ä\"", Rows = "pages 1 to 2" },
    };

    [Fact]
    public async Task A_server_that_offers_no_parts_is_refused_before_anything_is_sent()
    {
        await using FakeSource fake = new();
        await Read(fake).Should().ThrowAsync<QuarryException>().WithMessage("*(capability Partitions)*one query*").Where(error => error.Code == 5405);
        fake.Session.HasCalled("begin").Should().BeFalse();
    }

    [Theory]
    [InlineData(PartitionConsistency.None)]
    [InlineData(PartitionConsistency.LockedStart)]
    public async Task Parts_without_a_common_snapshot_are_refused(PartitionConsistency consistency)
    {
        await using FakeSource fake = new();
        fake.Driver.Capabilities = new() { Transactions = s_yes, ReadOnlyTransactions = s_yes, Snapshots = s_yes, Partitions = s_yes, PartitionConsistency = consistency };
        await Read(fake).Should().ThrowAsync<QuarryException>().WithMessage($"*{consistency}*").Where(error => error.Code == 5921);
        fake.Session.HasCalled("begin").Should().BeFalse();
    }

    [Fact]
    public async Task A_transaction_with_a_snapshot_needs_the_capability()
    {
        await using FakeSource fake = new();
        fake.Driver.Capabilities = new() { Transactions = s_yes };
        Func<Task> begin = () => fake.Source.BeginAsync(new() { Snapshot = "1" }, default).AsTask();
        await begin.Should().ThrowAsync<QuarryException>().WithMessage("*(capability Snapshots)*");
    }

    [Fact]
    public async Task A_driver_that_claims_parts_and_has_none_gives_its_session_back()
    {
        await using FakeSource fake = new();
        fake.Driver.Capabilities = new() { Transactions = s_yes, ReadOnlyTransactions = s_yes, Snapshots = s_yes, Partitions = s_yes, PartitionConsistency = PartitionConsistency.Shared };
        await Read(fake).Should().ThrowAsync<QuarryException>().WithMessage("*capability Partitions*");
        fake.Source.Pool.Used.Should().Be(0);
    }

    [Fact]
    public async Task Descriptors_are_for_their_database_only_and_hold_no_parameters()
    {
        await using FakeSource fake = new("fake://elsewhere/db");
        Func<Task> read = () => fake.Source.ReadPartitionAsync(s_descriptor, QueryOptions.Default, default).AsTask();
        await read.Should().ThrowAsync<QuarryException>().WithMessage("*fake://app@host/db*fake://elsewhere/db*").Where(error => error.Code == 5927);
        Func<Task> export = () => fake.Source.ExportPartitionsAsync(s_query with { Parameters = new { a = 1 } }, QueryOptions.Default, default).AsTask();
        await export.Should().ThrowAsync<QuarryException>().Where(error => error.Code == 5928);
        fake.Driver.Sessions.Should().BeEmpty();
    }

    [Fact]
    public void A_descriptor_is_read_as_it_was_written()
    {
        PartitionDescriptor read = PartitionDescriptor.Parse(s_descriptor.ToJson());
        read.ToJson().Should().Be(s_descriptor.ToJson());
        (read.Target.ToString(), read.Snapshot, read.Number, read.Count, read.Partition).Should().Be(("fake://app@host/db", "0001-1", 2, 3, s_descriptor.Partition));
        read.OptionNames.Should().Equal("one", "two");
    }

    [Fact]
    public void Another_version_and_other_members_are_refused()
    {
        Refuse(json => json["quarryPartition"] = 2).Should().Be(5926);
        foreach (string name in JsonNode.Parse(s_descriptor.ToJson())!.AsObject().Select(member => member.Key))
        {
            Refuse(json => json.AsObject().Remove(name)).Should().Be(5925, name);
            Refuse(json => json[name] = JsonNode.Parse("[]")).Should().Be(5925, name);
        }

        Refuse(json => json["more"] = 1).Should().Be(5925);
        Refuse(json => json["number"] = 4).Should().Be(5925);
        Refuse(json => json["target"]!["password"] = "x").Should().Be(5925);
        foreach (string text in (string[])["", "{", "null", "[]", "1", "{\"quarryPartition\":1,\"quarryPartition\":1}"])
        {
            FluentActions.Invoking(() => PartitionDescriptor.Parse(text)).Should().Throw<QuarryException>().Which.Code.Should().Be(5925);
        }
    }

    private static int Refuse(Action<JsonNode> change)
    {
        JsonNode json = JsonNode.Parse(s_descriptor.ToJson())!;
        change(json);
        return FluentActions.Invoking(() => PartitionDescriptor.Parse(json.ToJsonString())).Should().Throw<QuarryException>().Which.Code;
    }

    private static Func<Task> Read(FakeSource fake) => () => fake.Source.ReadPartitionedAsync(s_query, QueryOptions.Default, default).AsTask();
}
