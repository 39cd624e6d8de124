using Spectre.Console;

namespace Quarry.Cli.Execution;

/// <summary>What a command has from the process that it runs in, and what it tells for the report of an error.</summary>
internal sealed class CommandContext
{
    public required TimeProvider Time { get; init; }

    /// <summary>The SQL that runs, as soon as it is read: errors show the place in it.</summary>
    public string? Sql { get; set; }

    /// <summary>The standard error as a terminal. To find out what it can do takes longer than a short query.</summary>
    public Func<IAnsiConsole> ConnectErrorConsole { get; } = () => AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Error) });
}
