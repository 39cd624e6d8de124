using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

/// <summary>Which way a target goes, and what becomes of the driver that a transport chose.</summary>
public sealed class TransportTests
{
    [Theory]
    [InlineData("", "native")]
    [InlineData("?transport=native", "native")]
    [InlineData("?transport=OTHER", "other")]
    [InlineData("?transport=other&mode=ro", "other")]
    public async Task A_target_may_ask_for_a_transport(string query, string expected)
    {
        var transport = new OtherTransport();
        await using FakeSource fake = WithTransport(transport, "fake://host/db" + query);
        (await fake.Source.ExplainAsync("select 1", null, QueryOptions.Default, default)).Transport.Should().Be(expected);
        transport.Seen.Should().NotContain(target => target.Options.ContainsKey("transport"));
        transport.Seen.Count.Should().Be(expected == "other" ? 1 : 0);
    }

    [Fact]
    public void A_transport_that_there_is_not_is_told_with_those_that_there_are()
    {
        QuarryException error = FluentActions.Invoking(() => WithTransport(new OtherTransport(), "fake://host/db?transport=tcp")).Should().Throw<QuarryException>().Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.User, ErrorCodes.NoTransport));
        error.Message.Should().Contain("\"tcp\"").And.Contain("native, other");
    }

    [Theory]
    [InlineData(false, "leave transport=native out")]
    [InlineData(true, "write transport=odbc")]
    public async Task A_transport_that_does_not_reach_the_driver_says_so(bool hasProfile, string fix)
    {
        await using FakeSource fake = WithTransport(new OtherTransport(), "fake://host/db?transport=native");
        fake.Driver.HasNativeWay = false;
        fake.Driver.Profile = hasProfile ? new Profile() : null;
        QuarryException error = await Fails(fake);
        (error.Kind, error.Code).Should().Be((ErrorKind.User, ErrorCodes.NoTransport));
        error.Message.Should().Contain("\"fake\"").And.Contain(fix);
    }

    [Fact]
    public async Task A_scheme_that_is_a_transports_own_goes_by_that_transport_only()
    {
        var transport = new OtherTransport { Own = ["fake"] };
        await using FakeSource fake = WithTransport(transport, "fake://host/db");
        (await fake.Source.ExplainAsync("select 1", null, QueryOptions.Default, default)).Transport.Should().Be("other");
    }

    [Fact]
    public async Task A_lease_that_a_transport_chose_ends_with_the_session()
    {
        ChosenLease? chosen = null;
        var transport = new OtherTransport { Own = ["fake"], Choose = lease => chosen = new(lease) };
        await using (FakeSource fake = WithTransport(transport, "fake://host/db"))
        {
            await fake.Source.ExecuteAsync("select 1");
            chosen!.Ends.Should().Be(0);
            (await fake.Source.ExplainAsync("select 1", null, QueryOptions.Default, default)).Origin.Should().Be("chosen");
        }

        chosen.Ends.Should().Be(1);
    }

    [Theory]
    [InlineData("throws")]
    [InlineData("null")]
    [InlineData("describe")]
    public async Task A_lease_that_a_transport_chose_ends_when_nothing_is_opened(string failure)
    {
        ChosenLease? chosen = null;
        var transport = new OtherTransport { Own = ["fake"], Choose = lease => chosen = new(lease), Failure = failure };
        await using FakeSource fake = WithTransport(transport, "fake://host/db");
        if (failure == "describe")
        {
            fake.Driver.OnDescribe = () => throw new QuarryException(ErrorKind.Server, 7, "not this one");
        }

        await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<QuarryException>();
        chosen!.Ends.Should().BePositive();
        fake.Leases.Should().Be(0);
    }

    private static FakeSource WithTransport(Transport transport, string target) => new(target, services
        => new() { Drivers = services.Drivers, Memory = services.Memory, Clock = services.Clock, Transports = [transport] });

    private static async Task<QuarryException> Fails(FakeSource fake)
        => (await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<QuarryException>()).Which;

    private sealed class Profile : OdbcProfile
    {
        public override IReadOnlyList<string> Drivers => ["Fake ODBC"];

        public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target) => [];
    }

    private sealed class OtherTransport : Transport
    {
        public List<Target> Seen { get; } = [];

        public string[] Own { get; init; } = [];

        public Func<DriverLease, DriverLease> Choose { get; init; } = lease => lease;

        public string Failure { get; init; } = "";

        public override string Name => "other";

        public override IReadOnlyList<string> Schemes => Own;

        public override ValueTask<DriverLease> ChooseAsync(DriverLease lease, Target target, DriverHost host, CancellationToken cancellationToken) => new(Choose(lease));

        public override ValueTask<Session?> OpenAsync(DriverLease lease, Target target, DriverHost host, CancellationToken cancellationToken)
        {
            Seen.Add(target);
            if (Failure == "throws")
            {
                throw new QuarryException(ErrorKind.Transport, 7, "no route");
            }

            if (Failure == "null")
            {
                return default;
            }

            var driver = (FakeDriver)lease.Driver;
            var session = new FakeSession(driver, host.Memory);
            driver.Sessions.Enqueue(session);
            return new(session);
        }
    }

    private sealed class ChosenLease(DriverLease inner) : DriverLease
    {
        public int Ends { get; private set; }

        public override Driver Driver => inner.Driver;

        public override string Origin => "chosen";

        protected override void Dispose(bool disposing)
        {
            Ends++;
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
