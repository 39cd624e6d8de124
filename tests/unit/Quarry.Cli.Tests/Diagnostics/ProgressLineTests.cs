using Microsoft.Extensions.Time.Testing;
using Quarry.Cli.Diagnostics;
using Spectre.Console;

namespace Quarry.Cli.Tests.Diagnostics;

public sealed class ProgressLineTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _text = new();

    public void Dispose() => _text.Dispose();

    [Fact]
    public void Short_work_shows_nothing_and_does_not_look_at_the_terminal()
    {
        using (Start(() => throw new InvalidOperationException("not due")))
        {
            _time.Advance(TimeSpan.FromSeconds(0.9));
        }

        _text.ToString().Should().BeEmpty();
    }

    [Fact]
    public void Long_work_shows_a_line_and_takes_it_away()
    {
        using (Start(() => Console(AnsiSupport.Yes)))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _text.ToString().Should().Contain("0 rows  0.0 MiB  1 s").And.NotContain("\n");
        }

        _text.ToString().Should().EndWith("\r\e[K");
    }

    [Fact]
    public void Nothing_comes_after_the_end()
    {
        using ProgressLine progress = Start(() => Console(AnsiSupport.Yes));
        progress.End();
        _time.Advance(TimeSpan.FromSeconds(5));
        _text.ToString().Should().BeEmpty();
    }

    [Fact]
    public void A_terminal_without_control_sequences_is_left_alone()
    {
        using (Start(() => Console(AnsiSupport.No)))
        {
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        _text.ToString().Should().BeEmpty();
    }

    private ProgressLine Start(Func<IAnsiConsole> connect) => new(connect, new RunStatistics(_time).ToProgress, _time);

    private IAnsiConsole Console(AnsiSupport ansi) => AnsiConsole.Create(new AnsiConsoleSettings { Ansi = ansi, Out = new AnsiConsoleOutput(_text) });
}
