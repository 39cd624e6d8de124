using System.Net.Sockets;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Connecting;

/// <summary>One try to reach an address, which ends in time: when it is cancelled or too late its socket is closed, and what blocks in it fails.</summary>
internal sealed class Attempt : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeSpan _timeout;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _both;
    private readonly CancellationTokenRegistration _registration;
    private Socket? _socket;

    /// <param name="timeout">How long it may take; zero for no limit.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public Attempt(TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        (_timeout, _caller) = (timeout, cancellationToken);
        _timer = new(timeout > TimeSpan.Zero ? timeout : Timeout.InfiniteTimeSpan, clock);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
        _registration = _both.Token.UnsafeRegister(static state => ((Attempt)state!).Close(), this);
    }

    /// <summary>Cancelled when the attempt has to end.</summary>
    public CancellationToken Token => _both.Token;

    /// <summary>Watches a socket in place of the one before.</summary>
    public void Watch(Socket socket)
    {
        lock (_gate)
        {
            _socket = socket;
            if (Token.IsCancellationRequested)
            {
                socket.Dispose();
            }
        }
    }

    /// <summary>The attempt succeeded: the socket is no longer watched.</summary>
    public void Succeed()
    {
        lock (_gate)
        {
            // What was cancelled has no socket any more.
            _socket = Token.IsCancellationRequested ? throw new OperationCanceledException(Token) : null;
        }
    }

    /// <summary>Throws what ended the attempt, if it did: then any other error is only its consequence.</summary>
    /// <param name="place">The server.</param>
    public void ThrowIfEnded(string place)
    {
        _caller.ThrowIfCancellationRequested();
        if (_timer.IsCancellationRequested)
        {
            throw PgErrors.ConnectTimeout(place, _timeout);
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _both.Dispose();
        _timer.Dispose();
    }

    private void Close()
    {
        lock (_gate)
        {
            _socket?.Dispose();
        }
    }
}
