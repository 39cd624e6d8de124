using System.Net;
using System.Net.Sockets;
using Quarry.Plugins.PostgreSql.Wire;

namespace Quarry.Plugins.PostgreSql.Tests.Wire;

/// <summary>Waiting for sockets without threads of their own.</summary>
public sealed class SocketPollerTests
{
    [Fact]
    public async Task Each_wait_ends_with_the_bytes_of_its_socket()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            (Socket near, Socket far) = await PairAsync();
            using (near)
            using (far)
            {
                using SocketWait wait = SocketPoller.Watch(near.SafeHandle)!;
                for (byte i = 0; i < 200; i++)
                {
                    ValueTask readable = wait.ReadableAsync();
                    readable.IsCompleted.Should().BeFalse();
                    far.Send([i]);
                    await readable;
                    byte[] received = new byte[2];
                    near.Receive(received).Should().Be(1);
                    received[0].Should().Be(i);
                }
            }
        }));
    }

    [Fact]
    public async Task Bytes_that_are_here_and_a_peer_that_is_gone_end_a_wait()
    {
        (Socket near, Socket far) = await PairAsync();
        using (near)
        using (far)
        {
            using SocketWait wait = SocketPoller.Watch(near.SafeHandle)!;
            far.Send([1]);
            await wait.ReadableAsync();
            near.Receive(new byte[1]);
            far.Dispose();
            await wait.ReadableAsync();
            near.Receive(new byte[1]).Should().Be(0);
            await wait.ReadableAsync();
        }
    }

    [Fact]
    public async Task Shutting_down_ends_a_wait_and_a_closed_socket_is_refused()
    {
        (Socket near, Socket far) = await PairAsync();
        using (near)
        using (far)
        {
            using SocketWait wait = SocketPoller.Watch(near.SafeHandle)!;
            ValueTask readable = wait.ReadableAsync();
            near.Shutdown(SocketShutdown.Both);
            await readable;
            near.Dispose();
            Func<Task> closed = () => wait.ReadableAsync().AsTask();
            await closed.Should().ThrowAsync<SocketException>();
        }
    }

    private static async Task<(Socket Near, Socket Far)> PairAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await near.ConnectAsync(listener.LocalEndPoint!);
        return (near, await listener.AcceptAsync());
    }
}
