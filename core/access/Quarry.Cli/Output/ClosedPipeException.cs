namespace Quarry.Cli.Output;

/// <summary>Who reads the output has gone away, as <c>head</c> does when it has enough. That ends the command, and is no error.</summary>
internal sealed class ClosedPipeException(Exception inner) : IOException("The reader of the output closed it.", inner);
