using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Quarry.Cli.Diagnostics;

namespace Quarry.Cli.Commands;

/// <summary>A command line that is not understood.</summary>
internal static class UsageErrors
{
    /// <summary>Prints what is wrong and how to find the right form.</summary>
    /// <returns>False if the command line is understood.</returns>
    public static bool TryReport(ParseResult result, TextWriter output)
    {
        // Help and version stand above the errors of what is missing beside them.
        if (result.Errors.Count == 0 || result.Action is { ClearsParseErrors: true } and not ParseErrorAction)
        {
            return false;
        }

        string command = result.CommandResult.Parent is CommandResult parent
            ? $"{parent.Command.Name} {result.CommandResult.Command.Name}"
            : result.CommandResult.Command.Name;
        foreach (string message in result.Errors.Select(Describe).Distinct())
        {
            output.Write(Failure.Line(ErrorCodes.Usage, $"{message} See '{command} --help'."));
        }

        return true;
    }

    // The parser names the command that misses an argument, and not the argument.
    private static string Describe(ParseError error)
        => error.SymbolResult is ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing ? $"{missing.Argument.Name} is missing." : error.Message;
}
