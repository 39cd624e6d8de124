using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Connecting;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Wire;

/// <summary>The byte stream to one server: a blocking socket, bare or under TLS, with a buffer each way.</summary>
/// <remarks>
/// Blocking on purpose: the server sends 8 KiB at a time, and a wait through the runtime's socket engine costs two thread switches for each of them.
/// Reading lineitem (419 MB) took 0.25–0.45 s of client CPU with blocking reads on the session's thread and 1.5–1.75 s with asynchronous ones.
/// A short answer is waited for without a thread (<see cref="ReceiveAnswersAsync"/>), which costs fewer switches than a call to another thread and back.
/// One thread at a time, but for <see cref="Abort"/>.
/// </remarks>
internal sealed class Connection : IByteSource, IDisposable
{
    // A server whose own answers are not read (notices of a COPY) reads nothing either: then a send has to give way to reading.
    private const int StallMicroseconds = 20_000;

    // An answer that is longer comes as a stream: a short one is never waited for longer than it takes.
    private const int StreamBytes = 64 << 10;

    private readonly Socket _socket;
    private SocketWait? _wait;
    private SslStream? _tls;
    private Action? _stalled;
    private volatile bool _aborted;
    private bool _broken;
    private bool _drained;
    private long _answered;

    /// <param name="socket">A connected socket, which the connection owns.</param>
    /// <param name="peer">Where it leads.</param>
    /// <param name="memory">Memory for the receive buffer.</param>
    public Connection(Socket socket, Peer peer, BatchMemory memory)
    {
        _socket = socket;
        Peer = peer;
        Input = new(memory, this);
    }

    /// <summary>Where the connection leads, for cancel requests.</summary>
    public Peer Peer { get; private set; }

    /// <summary>TLS, or null.</summary>
    public SslStream? Tls => _tls;

    /// <summary>Bytes that have arrived and were not received.</summary>
    public int Available
    {
        get
        {
            try
            {
                return _socket.Available;
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                throw Lost(error);
            }
        }
    }

    public ReceiveBuffer Input { get; }

    public SendBuffer Output { get; } = new();

    /// <summary>True once the connection failed or was aborted: nothing can be sent or received any more.</summary>
    public bool IsBroken => _broken || _aborted;

    /// <summary>True if a message can be read, at least in part, without waiting for the server.</summary>
    public bool HasInput => Input.HasMessage || (!_aborted && Available > 0);

    /// <summary>What reads while nothing can be sent, or null; not under TLS, whose records cannot be interrupted.</summary>
    public void OnStall(Action? read) => _stalled = _tls is null ? read : null;

    /// <summary>Goes on under TLS.</summary>
    /// <param name="tls">A stream over the socket whose handshake is done; the connection owns it.</param>
    public void Secure(SslStream tls)
    {
        _tls = tls;
        Peer = Peer with { IsTls = true };
    }

    /// <summary>A stream over the bare socket, for the handshake.</summary>
    public NetworkStream OpenStream() => new(_socket, ownsSocket: false);

    /// <summary>Sends what is in <see cref="Output"/>.</summary>
    public void Send()
    {
        try
        {
            Send(Output.Pending);
        }
        finally
        {
            Output.Clear();
        }
    }

    /// <summary>Sends bytes.</summary>
    public void Send(ReadOnlySpan<byte> pending)
    {
        try
        {
            ThrowIfBroken();
            if (_tls is not null)
            {
                _tls.Write(pending);
            }
            else if (_stalled is null)
            {
                _socket.Send(pending, SocketFlags.None);
            }
            else
            {
                SendAndRead(pending, _stalled);
            }
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            throw LastWords() ?? Lost(error);
        }
        finally
        {
            _answered = 0;
        }
    }

    private void SendAndRead(ReadOnlySpan<byte> pending, Action read)
    {
        for (; PartialSend.Send(_socket, pending) is var sent && sent < pending.Length; pending = pending[sent..])
        {
            if (!_socket.Poll(StallMicroseconds, SelectMode.SelectWrite) && !_aborted)
            {
                read();
            }
        }
    }

    /// <inheritdoc/>
    public int Receive(Span<byte> into)
    {
        ThrowIfBroken();
        int received;
        try
        {
            received = _tls is not null ? _tls.Read(into) : ReceiveBare(into);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException)
        {
            throw Lost(error);
        }

        return received > 0 ? received : throw Lost(null);
    }

    /// <summary>The session is open: short answers will be waited for without a thread, where that is offered. Not under TLS, where what can be
    /// read need not be a whole record.</summary>
    public void Watch() => _wait = _tls is null ? SocketPoller.Watch(_socket.SafeHandle) : null;

    /// <summary>Waits without a thread until so many answers are in <see cref="Input"/>, as long as they come whole.</summary>
    /// <param name="count">Answers, each of which ends with ReadyForQuery.</param>
    /// <returns>False if they are for a thread that blocks: more of one has to be waited for when it has begun, so that it is long or slow.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReceiveAnswersAsync(int count)
    {
        while (true)
        {
            (int whole, bool hasBegun) = Input.CountAnswers();
            if (whole >= count || hasBegun || _wait is null)
            {
                return whole >= count;
            }

            ThrowIfBroken();
            try
            {
                await _wait.ReadableAsync().ConfigureAwait(false);
            }
            catch (SocketException error)
            {
                throw Lost(error);
            }

            Input.ReceiveSome();
        }
    }

    /// <summary>Ends the connection from any thread; what blocks in it fails.</summary>
    public void Abort()
    {
        _aborted = true;
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It has ended already.
        }
    }

    /// <summary>Nothing that follows on this connection can be understood.</summary>
    public void MarkBroken() => _broken = true;

    public void Dispose()
    {
        _broken = true;
        _wait?.Dispose();
        _wait = null;
        _tls?.Dispose();
        _socket.Dispose();
        Input.Dispose();
    }

    /// <summary>Receives from the bare socket; in the midst of a long answer it lets some of it gather first.</summary>
    private int ReceiveBare(Span<byte> into)
    {
        if (_drained && _answered > StreamBytes)
        {
            ShortPause.Wait();
        }

        int received = _socket.Receive(into, SocketFlags.None);
        _drained = received < into.Length;
        _answered += received;
        return received;
    }

    /// <summary>What the server said before it closed the connection, which may still be here when a send fails.</summary>
    private QuarryException? LastWords()
    {
        try
        {
            while (true)
            {
                (byte type, int length) = Input.NextMessage();
                if (type == Backend.ErrorResponse && ServerError.Read(Input.Content(length)) is { EndsSession: true } error)
                {
                    _broken = true;
                    return error.ToException();
                }

                Input.Consume(length);
            }
        }
        catch (QuarryException)
        {
            return null;
        }
    }

    /// <exception cref="QuarryException">An error before has ended the connection (Transport).</exception>
    public void ThrowIfBroken()
    {
        if (IsBroken)
        {
            throw _aborted ? PgErrors.Aborted() : PgErrors.ConnectionLost("an error before this one ended it");
        }
    }

    /// <summary>Throws an error after which the server ends the session.</summary>
    public void ThrowIfBroken(QuarryException error)
    {
        if (IsBroken)
        {
            throw error;
        }
    }

    private QuarryException Lost(Exception? error)
    {
        _broken = true;
        return _aborted ? PgErrors.Aborted() : PgErrors.ConnectionLost(error?.Message);
    }
}
