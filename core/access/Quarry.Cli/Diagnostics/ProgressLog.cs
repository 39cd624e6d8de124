namespace Quarry.Cli.Diagnostics;

/// <summary>Lines that say how far a copy is, for a file or a program that reads them: one every five seconds, and one at the end.</summary>
internal sealed class ProgressLog : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly Func<string> _text;
    private readonly ITimer _timer;
    private bool _ended;

    /// <param name="output">Receives the lines.</param>
    /// <param name="text">What is told at the moment; called on a thread of the clock.</param>
    /// <param name="time">The clock.</param>
    public ProgressLog(TextWriter output, Func<string> text, TimeProvider time)
    {
        (_output, _text) = (output, text);
        _timer = time.CreateTimer(_ => Write(), null, s_interval, s_interval);
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
        {
            if (!_ended)
            {
                _ended = true;
                WriteLine();
            }
        }
    }

    private void Write()
    {
        lock (_lock)
        {
            if (!_ended)
            {
                WriteLine();
            }
        }
    }

    private void WriteLine() => _output.Write($"quarry: {_text()}\n");
}
