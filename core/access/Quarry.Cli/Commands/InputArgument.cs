using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary>The file of <c>decode</c>, <c>load</c> and <c>inspect</c>.</summary>
internal sealed class InputArgument : Argument<string>
{
    public InputArgument()
        : base("FILE") => Description = "A RowBuffer or Arrow IPC file, recognised by its first bytes; '-' reads the standard input.";
}
