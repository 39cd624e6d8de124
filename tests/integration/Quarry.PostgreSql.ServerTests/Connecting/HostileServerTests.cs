using System.Text;
using System.Text.RegularExpressions;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests.Connecting;

/// <summary>Servers that do wrong: each ends in a typed error, in time, with the connection closed and no secret told.</summary>
public sealed class HostileServerTests
{
    private const string Password = "correct-horse-battery";

    public static TheoryData<string, int> Challenges => new()
    {
        { "r=@nonce@x,s=AAAA,i=2147483647", 21046 },
        { "r=@nonce@x,s=AAAA,i=2000001", 21046 },
        { "r=@nonce@x,s=AAAA,i=99999999999999999999", 21045 },
        { "r=@nonce@x,s=AAAA,i=0", 21045 },
        { "r=@nonce@x,s=AAAA,i=-1", 21045 },
        { "r=@nonce@,s=AAAA,i=4096", 21045 },
        { "r=other,s=AAAA,i=4096", 21045 },
        { "r=@nonce@x,s=?,i=4096", 21045 },
        { "r=@nonce@x,s=,i=4096", 21045 },
        { "r=@nonce@x,i=4096", 21045 },
        { "m=ext,r=@nonce@x,s=AAAA,i=4096", 21045 },
        { "", 21045 },
        { "\u00FF", 21045 },
    };

    public static TheoryData<string, int> Finals => new()
    {
        { "v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", 21047 },
        { "v=AAAA", 21045 },
        { "e=other-error", 21045 },
        { "", 21045 },
        { "v=\u0001", 21045 },
    };

    public static TheoryData<int, int> Requests => new() { { 2, 21040 }, { 7, 21040 }, { 9, 21040 }, { 6, 21040 }, { 99, 21040 }, { -1, 21040 }, { 11, 21045 }, { 12, 21045 } };

    [Theory]
    [MemberData(nameof(Challenges))]
    public async Task A_wrong_challenge(string challenge, int code)
    {
        await using var server = new ScriptedServer(async (self, stream) =>
        {
            await BeginScramAsync(self, stream, challenge);
            await self.ReadAsync(stream);
        });
        await FailsAsync(server, code);
        server.Received.Should().HaveCount(1, "no proof is sent");
    }

    [Theory]
    [MemberData(nameof(Finals))]
    public async Task A_server_that_does_not_know_the_password(string final, int code)
    {
        await using var server = new ScriptedServer(async (self, stream) =>
        {
            await BeginScramAsync(self, stream, "r=@nonce@x,s=AAAA,i=4096");
            await self.ReadAsync(stream);
            await stream.WriteAsync(ScriptedServer.Authentication(12, Encoding.Latin1.GetBytes(final)));
            await stream.WriteAsync((byte[])[.. ScriptedServer.Authentication(0), .. ScriptedServer.Ready]);
        });
        await FailsAsync(server, code);
    }

    [Fact]
    public async Task A_server_that_skips_its_proof()
    {
        await using var server = new ScriptedServer(async (self, stream) =>
        {
            await BeginScramAsync(self, stream, "r=@nonce@x,s=AAAA,i=4096");
            await self.ReadAsync(stream);
            await stream.WriteAsync((byte[])[.. ScriptedServer.Authentication(0), .. ScriptedServer.Ready]);
        });
        await FailsAsync(server, 21047);
    }

    [Fact]
    public async Task A_server_that_asks_for_the_password_after_the_proof()
    {
        await using var server = new ScriptedServer(async (self, stream) =>
        {
            await BeginScramAsync(self, stream, "r=@nonce@x,s=AAAA,i=4096");
            await self.ReadAsync(stream);
            await stream.WriteAsync(ScriptedServer.Authentication(3));
            await self.ReadAsync(stream);
        });
        await FailsAsync(server, 21045, "allow_weak_authentication=1");
        server.Received.Should().HaveCount(2);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Methods_that_are_not_offered(int request, int code)
    {
        await using var server = new ScriptedServer(async (_, stream) =>
        {
            await ScriptedServer.ReadStartUpAsync(stream);
            await stream.WriteAsync(ScriptedServer.Authentication(request));
        });
        QuarryException error = await FailsAsync(server, code);
        if (request is 2 or 7 or 9)
        {
            error.Message.Should().Contain("ODBC");
        }
        else if (code == 21040)
        {
            error.Message.Should().Contain(request.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("SCRAM-SHA-1\0OAUTHBEARER\0\0")]
    [InlineData("\0")]
    [InlineData("SCRAM-SHA-256-PLUS\0\0")]
    public async Task Mechanisms_that_are_not_known(string mechanisms)
    {
        await using var server = new ScriptedServer(async (_, stream) =>
        {
            await ScriptedServer.ReadStartUpAsync(stream);
            await stream.WriteAsync(ScriptedServer.Authentication(10, Encoding.ASCII.GetBytes(mechanisms)));
        });
        await FailsAsync(server, 21040);
    }

    [Fact]
    public async Task Garbage_and_messages_without_end()
    {
        foreach (byte[] garbage in (byte[][])[Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n"), [(byte)'R', 0x3F, 0xFF, 0xFF, 0xFF], [(byte)'R', 0, 0, 0, 3, 0], [(byte)'R', 0, 0, 0, 4], ScriptedServer.Message('T')])
        {
            await using var server = new ScriptedServer(async (_, stream) =>
            {
                await ScriptedServer.ReadStartUpAsync(stream);
                await stream.WriteAsync(garbage);
                await stream.ReadExactlyAsync(new byte[1]);
            });
            await FailsAsync(server, 21021);
        }
    }

    [Fact]
    public async Task A_connection_that_ends_early_at_each_byte()
    {
        byte[] login = [.. ScriptedServer.Authentication(0), .. ScriptedServer.Status("server_version", "15.4"), .. ScriptedServer.Message('K', 0, 0, 0, 1, 0, 0, 0, 2), .. ScriptedServer.Ready];
        for (int length = 0; length < login.Length; length++)
        {
            byte[] part = login[..length];
            await using var server = new ScriptedServer(async (_, stream) =>
            {
                await ScriptedServer.ReadStartUpAsync(stream);
                await stream.WriteAsync(part);
            });
            await FailsAsync(server, 21020);
        }
    }

    [Fact]
    public async Task Silence_ends_with_the_timeout_at_every_step()
    {
        Func<ScriptedServer, Stream, Task>[] steps =
        [
            (_, _) => Task.CompletedTask,
            async (_, stream) => await stream.WriteAsync(ScriptedServer.Authentication(0)),
            async (_, stream) => await stream.WriteAsync(new byte[] { (byte)'R', 0 }),
        ];
        foreach (Func<ScriptedServer, Stream, Task> step in steps)
        {
            await using var server = new ScriptedServer(async (self, stream) =>
            {
                await ScriptedServer.ReadStartUpAsync(stream);
                await step(self, stream);
                await stream.ReadExactlyAsync(new byte[1]);
            });
            (await FailsAsync(server, 21012, "connect_timeout=1")).Message.Should().Contain("within 1 s");
        }
    }

    [Theory]
    [InlineData("sslmode=disable")]
    [InlineData("sslmode=require")]
    [InlineData("sslmode=prefer")]
    public async Task Silence_ends_when_the_caller_cancels(string mode)
    {
        using var source = new CancellationTokenSource();
        await using var server = new ScriptedServer(async (_, stream) =>
        {
            await ScriptedServer.ReadStartUpAsync(stream);
            await source.CancelAsync();
            await stream.ReadExactlyAsync(new byte[1]);
        });
        Func<Task> open = () => Connect.OpenAsync(Connect.Target(server.Address, "app", mode, "connect_timeout=0"), new(Password), source.Token);
        await open.Should().ThrowAsync<OperationCanceledException>();
        await server.AllClosedAsync();
    }

    [Theory]
    [InlineData("X", 21021)]
    [InlineData("E", 21021)]
    [InlineData("Sinjected", 21033)]
    [InlineData("Ninjected", 21033)]
    public async Task Wrong_answers_to_the_request_for_TLS(string answer, int code)
    {
        await using var server = new ScriptedServer(async (_, stream) =>
        {
            await ScriptedServer.ReadStartUpAsync(stream);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
            await stream.ReadExactlyAsync(new byte[1]);
        });
        await FailsAsync(server, code, "sslmode=require");
    }

    [Fact]
    public async Task Another_encoding_is_refused()
    {
        await using var server = new ScriptedServer(async (_, stream) =>
        {
            await ScriptedServer.ReadStartUpAsync(stream);
            await stream.WriteAsync((byte[])[.. ScriptedServer.Authentication(0), .. ScriptedServer.Status("client_encoding", "LATIN1"), .. ScriptedServer.Ready]);
        });
        await FailsAsync(server, 21023);
    }

    private static async Task BeginScramAsync(ScriptedServer server, Stream stream, string challenge)
    {
        await ScriptedServer.ReadStartUpAsync(stream);
        await stream.WriteAsync(ScriptedServer.Authentication(10, "SCRAM-SHA-256\0\0"u8.ToArray()));
        string first = Encoding.ASCII.GetString(await server.ReadAsync(stream));
        string nonce = Regex.Match(first, "r=(.+)$").Groups[1].Value;
        await stream.WriteAsync(ScriptedServer.Authentication(11, Encoding.Latin1.GetBytes(challenge.Replace("@nonce@", nonce, StringComparison.Ordinal))));
    }

    private static async Task<QuarryException> FailsAsync(ScriptedServer server, int code, string option = "sslmode=disable")
    {
        string[] options = option.StartsWith("sslmode", StringComparison.Ordinal) ? [option] : [option, "sslmode=disable"];
        var host = new TestHost(Password);
        QuarryException error = await Connect.FailsAsync(Connect.Target(server.Address, "app", options), host);
        error.Code.Should().Be(code, error.Message);
        string.Join('\n', [error.ToString(), .. host.Messages]).Should().NotContain(Password);
        await server.AllClosedAsync();
        return error;
    }
}
