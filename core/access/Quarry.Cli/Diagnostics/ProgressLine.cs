using Spectre.Console;

namespace Quarry.Cli.Diagnostics;

/// <summary>One line on a terminal that says how far a query is, from its second second on.</summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Func<IAnsiConsole> _connect;
    private readonly Func<string> _text;
    private readonly ITimer _timer;
    private IAnsiConsole? _console;
    private bool _shown;
    private bool _ended;

    /// <param name="connect">Called when the first line is due: what a terminal can do takes longer to find out than a short query.</param>
    /// <param name="text">What is shown at the moment; called on a thread of the clock.</param>
    /// <param name="time">The clock.</param>
    public ProgressLine(Func<IAnsiConsole> connect, Func<string> text, TimeProvider time)
    {
        (_connect, _text) = (connect, text);
        _timer = time.CreateTimer(_ => Show(), null, s_patience, s_interval);
    }

    /// <summary>Takes the line away for good: now something else is written to the terminal.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (_shown && !_ended)
            {
                _console!.Write(new ControlCode("\r\e[K"));
            }

            _ended = true;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        End();
    }

    private void Show()
    {
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            _console ??= _connect();
            if (!_console.Profile.Capabilities.Ansi)
            {
                _ended = true;
                return;
            }

            _console.Write(new ControlCode($"\r{_text()}\e[K"));
            _shown = true;
        }
    }
}
