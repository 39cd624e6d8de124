using System.Runtime.InteropServices;

namespace Quarry.Cli.Diagnostics;

/// <summary>Ctrl-C and termination: the first request cancels the work, at the server too; the second ends the process as the system would.</summary>
internal sealed class Interruption : IDisposable
{
    // A server that does not answer, or a reader who does not read, must not hold the process for ever.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _cancel = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly ITimer _deadline;
    private int _exitCode;

    public Interruption(TimeProvider time)
    {
        _deadline = time.CreateTimer(_ => Environment.Exit(_exitCode), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, ExitCodes.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, ExitCodes.Terminated)),
        ];
    }

    public CancellationToken Token => _cancel.Token;

    /// <summary>What the process returns after a request to end, or null if there was none.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is not 0 and int code ? code : null;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _deadline.Dispose();
        _cancel.Dispose();
    }

    private void OnSignal(PosixSignalContext context, int exitCode)
    {
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0)
        {
            return;
        }

        context.Cancel = true;
        _deadline.Change(s_grace, Timeout.InfiniteTimeSpan);
        _ = _cancel.CancelAsync();
    }
}
