using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Faults;

/// <summary>Every exchange, harmed at each byte of the server's answers: it ends with a typed error, and the session is usable or says that it is not.
/// Nothing is left behind.</summary>
public sealed class CutMatrixTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int ByteByByte = 4096;

    public static TheoryData<string, Toxic> Short
    {
        get
        {
            var cases = new TheoryData<string, Toxic>();
            foreach (string exchange in Exchange.Short)
            {
                foreach (Toxic toxic in (Toxic[])[Toxic.Cut, Toxic.Reset, Toxic.BlackHole, Toxic.Flip])
                {
                    cases.Add(exchange, toxic);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Short))]
    public async Task Every_byte_of_a_short_exchange(string exchange, Toxic toxic)
    {
        (long length, string expected) = await RecordAsync(exchange, Toxic.None);
        length.Should().BeInRange(6, ByteByByte);
        await Parallel.ForAsync(0, length, Four, async (offset, _) => await HarmAsync(exchange, toxic, offset, expected));
    }

    [Theory]
    [InlineData(Toxic.Cut)]
    [InlineData(Toxic.Reset)]
    [InlineData(Toxic.BlackHole)]
    [InlineData(Toxic.Flip)]
    public async Task Places_in_a_long_exchange(Toxic toxic)
    {
        (long length, string expected) = await RecordAsync(Exchange.Long, Toxic.None);
        length.Should().BeGreaterThan(100_000);
        var random = new Random(20_260);
        await Parallel.ForEachAsync(Enumerable.Range(0, 64).Select(_ => random.NextInt64(ByteByByte, length)).ToArray(), Four, async (offset, _) => await HarmAsync(Exchange.Long, toxic, offset, expected));
    }

    [Fact]
    public async Task Single_bytes_make_no_difference()
    {
        foreach (string exchange in (string[])[.. Exchange.Short, Exchange.Long])
        {
            (_, string expected) = await RecordAsync(exchange, Toxic.None);
            (_, string sliced) = await RecordAsync(exchange, Toxic.Slice);
            sliced.Should().Be(expected, exchange);
        }
    }

    [Fact]
    public async Task A_commit_that_nobody_answers_is_unknown_and_a_session_that_waits_can_be_disposed()
    {
        var host = new TestHost(clock: new HastyClock());
        await using var proxy = new FaultProxy(shared.Server);
        using var given = new CancellationTokenSource();
        Session session = await OpenAsync(proxy, host, CancellationToken.None);
        await session.BeginAsync(new(), CancellationToken.None);
        proxy.Arm(Toxic.BlackHole, 0);
        Task commit = session.CommitAsync(given.Token).AsTask();
        await proxy.Struck;
        await given.CancelAsync();
        (await commit.Invoking(task => task).Should().ThrowAsync<QuarryException>()).Which.Should().Match<QuarryException>(error => error.OutcomeUnknown && !error.IsTransient);
        await session.DisposeAsync();

        await using var second = new FaultProxy(shared.Server);
        Session waiting = await OpenAsync(second, host, CancellationToken.None);
        second.Arm(Toxic.BlackHole, 0);
        Task ping = waiting.PingAsync(CancellationToken.None).AsTask();
        await second.Struck;
        await waiting.DisposeAsync();
        await ping.Invoking(task => task).Should().ThrowAsync<QuarryException>();
        host.Arena.Statistics.RentedBytes.Should().Be(0);
    }

    private static ParallelOptions Four => new() { MaxDegreeOfParallelism = 4 };

    private static Target TargetOf(FaultProxy proxy) => new()
    {
        Scheme = "postgresql",
        Path = string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={proxy.Port} user=postgres dbname=postgres sslmode=disable connect_timeout=0"),
    };

    private static async Task<Session> OpenAsync(FaultProxy proxy, TestHost host, CancellationToken token) => (await new PostgreSqlDriver().OpenAsync(TargetOf(proxy), host, token))!;

    /// <summary>Runs an exchange unharmed, or harmed without harm, and counts the server's bytes.</summary>
    private async Task<(long Length, string Result)> RecordAsync(string exchange, Toxic toxic)
    {
        var host = new TestHost();
        await using var proxy = new FaultProxy(shared.Server);
        if (exchange == Exchange.Connect)
        {
            proxy.Arm(toxic, 0);
        }

        string result = "";
        long before = 0;
        await using (Session session = await OpenAsync(proxy, host, CancellationToken.None))
        {
            if (exchange != Exchange.Connect)
            {
                before = proxy.Passed;
                proxy.Arm(toxic, 0);
                result = await Exchange.RunAsync(session, exchange, proxy, CancellationToken.None);
            }
        }

        await proxy.AllClosedAsync();
        host.Arena.Statistics.RentedBytes.Should().Be(0);
        return (proxy.Passed - before, result);
    }

    private async Task HarmAsync(string exchange, Toxic toxic, long offset, string expected)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"{exchange}, {toxic} at {offset}");
        var host = new TestHost(clock: new HastyClock());
        await using var proxy = new FaultProxy(shared.Server);
        using var given = new CancellationTokenSource();
        Task giveUp = GiveUpAsync(proxy, toxic, given);
        Session? session = null;
        try
        {
            if (exchange == Exchange.Connect)
            {
                proxy.Arm(toxic, offset);
                session = await OpenAsync(proxy, host, given.Token);
            }
            else
            {
                session = await OpenAsync(proxy, host, CancellationToken.None);
                proxy.Arm(toxic, offset);
                string result = await Exchange.RunAsync(session, exchange, proxy, given.Token);
                if (toxic != Toxic.Flip)
                {
                    result.Should().Be(expected, place);
                }
            }
        }
        catch (Exception error) when (error is QuarryException or OperationCanceledException)
        {
            // The typed error that is asked for. What is no such type fails the test.
        }

        if (session is not null)
        {
            await UsableOrBrokenAsync(session, toxic, place);
            await session.DisposeAsync();
        }

        await proxy.AllClosedAsync();
        host.Arena.Statistics.RentedBytes.Should().Be(0, place);
        await given.CancelAsync();
        await giveUp;
    }

    /// <summary>A caller who loses patience with a server that says nothing.</summary>
    private static async Task GiveUpAsync(FaultProxy proxy, Toxic toxic, CancellationTokenSource given)
    {
        if (toxic is Toxic.BlackHole or Toxic.Flip)
        {
            try
            {
                await proxy.Struck.WaitAsync(given.Token);
                await Task.Delay(toxic == Toxic.Flip ? 50 : 1, given.Token);
                await given.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                // The exchange ended without the harm, or with it but before.
            }
        }
    }

    private static async Task UsableOrBrokenAsync(Session session, Toxic toxic, string place)
    {
        using var patience = new CancellationTokenSource();
        try
        {
            Task ping = session.PingAsync(patience.Token).AsTask();
            if (toxic is Toxic.BlackHole or Toxic.Flip)
            {
                await Task.WhenAny(ping, Task.Delay(50, CancellationToken.None));
                await patience.CancelAsync();
            }

            await ping;
        }
        catch (Exception error) when (error is QuarryException or OperationCanceledException)
        {
            return;
        }

        toxic.Should().BeOneOf([Toxic.Flip], "{0}: a ping has passed", place);
        (await Open.RowsAsync(session, "select 42")).Should().ContainSingle(place).Which.Should().Equal([42], place);
    }
}
