using System.Text;
using Quarry.Contracts;

namespace Quarry.Odbc.SimulatorTests;

/// <summary>Connecting: what arrives at the driver, what is told of a failure, and that the password is told nowhere.</summary>
[Collection(Simulator.Collection)]
public sealed class ConnectTests
{
    public static TheoryData<string> Passwords { get; } = new("secret", "a;b", "a}b", "}}", "a{b", "a=b", " lead and tail ", "pässwörd€😀", "[x](y),?*!@+%", "{quoted}", "';\"--", "a}};PWD=x");

    [Theory]
    [MemberData(nameof(Passwords))]
    public async Task A_password_arrives_as_it_is(string password)
    {
        var host = TestHost.WithPassword(password);
        await Sim.UseAsync("UID=me;Server=a host", _ =>
        {
            string arrived = Simulator.Shared.LastConnectionString;
            arrived.Should().Contain("UID=me;").And.Contain("Server=a host;").And.EndWith($"PWD={{{password.Replace("}", "}}", StringComparison.Ordinal)}}};");
            return Task.CompletedTask;
        }, host);
        host.Messages.Should().NotContain(message => message.Contains(password, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_place_of_the_secret_names_its_keyword()
    {
        var host = TestHost.WithPassword("secret}");
        await Sim.UseAsync("UID=me;PASSWORD=;Extra=a", _ =>
        {
            Simulator.Shared.LastConnectionString.Should().EndWith("PASSWORD={secret}}};").And.NotContain("PWD");
            return Task.CompletedTask;
        }, host);
    }

    [Fact]
    public Task Values_of_keywords_are_quoted_where_they_must_be() => Sim.UseAsync("A=x,y;B={in braces};C= lead;D=plain", _ =>
    {
        Simulator.Shared.LastConnectionString.Should().Contain("A={x,y};B={{in braces}}};C={ lead};D=plain;");
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData("ConnectFails=28000", 4011, ErrorKind.User)]
    [InlineData("ConnectFails=08001", 4010, ErrorKind.Transport)]
    [InlineData("ConnectFails=HYT00", 4010, ErrorKind.Transport)]
    [InlineData("ConnectFails=HY000", 4010, ErrorKind.Server)]
    [InlineData("ConnectFails=HY000;NoDiagnostics=1", 4101, ErrorKind.Server)]
    [InlineData("FailAt=1", 4010, ErrorKind.Server)]
    [InlineData("DropAt=1", 4012, ErrorKind.Transport)]
    public async Task A_refused_login_is_told_without_the_password(string keywords, int code, ErrorKind kind)
    {
        const string Password = "do;not}tell";
        QuarryException error = await Sim.RefusedAsync($"UID=me;{keywords}", TestHost.WithPassword(Password));
        (error.Code, error.Kind).Should().Be((code, kind));
        for (Exception? current = error; current is not null; current = current.InnerException)
        {
            current.ToString().Should().NotContain("do;not").And.NotContain("tell}");
        }

        error.Records.Should().NotContain(record => record.Message.Contains("do;not", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_of_statements_never_hold_the_password()
    {
        const string Password = "do;not}tell";
        await Sim.UseAsync("ManyDiagnostics=5", async session =>
        {
            foreach (string sql in (string[])["error 42000 1 \"no\"", "no such statement", "rows nowhere", "drop-connection"])
            {
                (await Sim.FailsAsync(session, sql)).ToString().Should().NotContain("do;not");
            }
        }, TestHost.WithPassword(Password));
    }

    [Fact]
    public async Task A_missing_driver_is_told()
    {
        QuarryException error = await Sim.RefusedAsync("UID=me", library: "/nowhere/libmissing.so");
        (error.Code, error.Kind).Should().Be((4003, ErrorKind.User));
        error.Message.Should().Contain("libmissing.so");
        error = await Sim.RefusedAsync("UID=me", library: "No Such Driver Name");
        (error.Code, error.Kind).Should().Be((4003, ErrorKind.User));
    }

    [Fact]
    public async Task A_credential_that_has_no_place_is_refused()
    {
        (await Sim.RefusedAsync("", new TestHost([1], CredentialKind.Certificate))).Code.Should().Be(4008);
        (await Sim.RefusedAsync("", new TestHost([0xFF, 0xFE]))).Code.Should().Be(4009);
        await Sim.UseAsync("", _ => Task.CompletedTask, new TestHost(Encoding.UTF8.GetBytes("token"), CredentialKind.Token));
    }

    [Fact]
    public async Task Settings_that_are_none_are_refused()
    {
        (await Sim.RefusedAsync("odbc.nothing=1")).Code.Should().Be(4005);
        (await Sim.RefusedAsync("odbc.array-rows=many")).Code.Should().Be(4006);
        (await Sim.RefusedAsync("odbc.text=ascii")).Code.Should().Be(4006);
    }

    [Fact]
    public async Task Lengths_of_32_bits_are_refused_whatever_was_proven_before()
    {
        await Sim.UseAsync("DriverVer=77.1", _ => Task.CompletedTask);
        QuarryException error = await Sim.RefusedAsync("SqlLenWidth=4;DriverVer=77.2");
        (error.Code, error.Kind).Should().Be((4013, ErrorKind.User));
        (await Sim.RefusedAsync("SqlLenWidth=4;DriverVer=77.2")).Code.Should().Be(4013, "a refusal is no proof");
        (await Sim.RefusedAsync("Personality=ase32;DriverVer=77.3")).Code.Should().Be(4013);
    }

    [Fact]
    public async Task A_proof_that_could_not_be_made_proves_nothing()
    {
        int call = 1;
        do
        {
            call++;
            Simulator.Shared.Reset();
            try
            {
                await Sim.UseAsync($"FailAt={call};SqlLenWidth=4;DriverVer=78.{call}", _ => Task.CompletedTask);
            }
            catch (QuarryException)
            {
                // Refused for this or that; what counts is the next.
            }

            long made = Simulator.Shared.Calls;
            (await Sim.RefusedAsync($"SqlLenWidth=4;DriverVer=78.{call}")).Code.Should().Be(4013, "call {0} of the one before failed", call);
            if (made < call)
            {
                return;
            }
        }
        while (call < 100);

        throw new InvalidOperationException("Connecting makes more calls than this test knows.");
    }

    [Fact]
    public async Task A_driver_with_something_to_say_connects()
    {
        await Sim.UseAsync("ConnectInfo=1;NoLoginTimeout=1;NoQueryTimeout=1", async session => (await Sim.QueryAsync(session, "select 7")).Rows[0].Should().Equal(7L));
    }

    [Fact]
    public async Task What_a_driver_is_asked_at_the_first_connection()
    {
        var host = new TestHost();
        ServerInfo server = await OdbcDriver.IdentifyAsync(Sim.Target("DbmsName=Some DB;DbmsVer=12.3.4-beta;DriverName=x.so;DriverVer=1.2"), host, CancellationToken.None);
        (server.Product, server.Version, server.VersionText).Should().Be(("Some DB", new Version(12, 3, 4), "12.3.4-beta"));
        server.Facts["odbc.driver"].Should().Be("x.so");
        Sim.NothingIsLeft(host);
    }
}
