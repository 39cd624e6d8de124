namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>One execution as far as cancelling goes: from the call that starts it until its result is disposed.</summary>
/// <remarks>A request belongs to its scope for ever, so that a late one never hits the next statement.</remarks>
internal sealed class CancelScope(Canceller canceller)
{
    private volatile bool _requested;
    private CancellationToken _token;

    /// <summary>True once someone asked for the end.</summary>
    public bool Requested => _requested;

    /// <summary>Asks for the end. Safe from any thread and at any time.</summary>
    public void Request(CancellationToken token) => canceller.Request(this, token);

    /// <summary>Asks for the end when a token does. Dispose the registration when the scope no longer follows the token.</summary>
    public CancellationTokenRegistration Follow(CancellationToken token)
        => token.UnsafeRegister(static (scope, token) => ((CancelScope)scope!).Request(token), this);

    public OperationCanceledException Exception() => new("The statement was cancelled.", _token);

    /// <summary>Called by the canceller under its lock.</summary>
    internal void Mark(CancellationToken token)
    {
        if (!_requested)
        {
            _token = token;
            _requested = true;
        }
    }
}
