using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>A process that plays a recording to every client, as fast as the socket takes it.</summary>
internal sealed class ReplayServer : IDisposable
{
    private const int Port = 5432;

    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="file">The recording.</param>
    /// <param name="directory">Where its socket is to stand.</param>
    public ReplayServer(string file, string directory)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], "postgresql-replay-serve", file, directory]) { RedirectStandardOutput = true })!;
        if (_process.StandardOutput.ReadLine() is null)
        {
            throw new InvalidOperationException("The replay server did not start; its message stands above.");
        }
    }

    /// <summary>The target of a server whose socket stands in a directory.</summary>
    public static string TargetOf(string directory) => string.Create(CultureInfo.InvariantCulture, $"postgresql://postgres@/postgres?host={directory}&port={Port}");

    public static string SocketOf(string directory) => Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{Port}"));

    public static Socket Listen(string directory)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(SocketOf(directory)));
        socket.Listen();
        return socket;
    }

    /// <summary>What the process does; it ends when it is killed.</summary>
    public static void Serve(string file, string directory)
    {
        var recording = Recording.Load(file);
        using Socket listener = Listen(directory);
        Console.WriteLine("ready");
        while (true)
        {
            using Socket client = listener.Accept();
            try
            {
                Play(recording, client);
            }
            catch (SocketException)
            {
                // The client left before the end.
            }
        }
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void Play(Recording recording, Socket client)
    {
        byte[] buffer = new byte[64 << 10];
        int heard = 0;
        int at = 0;
        foreach ((int after, int length) in recording.Pieces)
        {
            while (heard < after)
            {
                int count = client.Receive(buffer);
                if (count == 0)
                {
                    return;
                }

                heard += count;
            }

            Recorder.SendAll(client, recording.Server.AsSpan(at, length));
            at += length;
        }

        while (client.Receive(buffer) > 0)
        {
        }
    }
}
