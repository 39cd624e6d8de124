using Quarry.Contracts;

namespace Quarry.Cli.Output;

/// <summary>What an error of the operating system means for the output.</summary>
internal static class OutputErrors
{
    // On Unix .NET puts errno into HResult (EPIPE 32, ENOSPC 28, EDQUOT 122 on Linux and 69 on macOS), on Windows the HRESULT of
    // ERROR_BROKEN_PIPE, ERROR_NO_DATA, ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
    private static ReadOnlySpan<int> ClosedPipe => [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];
    private static ReadOnlySpan<int> Full => [28, 122, 69, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>True for what the system answers to a write that it refuses; a descriptor that the shell closed is refused like a missing right.</summary>
    public static bool IsRefusal(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <summary>True if the output itself is what failed: then nothing more can be written to it.</summary>
    public static bool IsOutput(Exception error) => error is ClosedPipeException or QuarryException { Code: ErrorCodes.OutputUnwritable or ErrorCodes.OutputFull };

    public static Exception Translate(Exception error)
        => ClosedPipe.Contains(error.HResult) ? new ClosedPipeException(error)
        : Full.Contains(error.HResult)
            ? new QuarryException(ErrorKind.Resource, ErrorCodes.OutputFull, $"The output has no room left: {Sentence(error)} Free space there, or write elsewhere with -o.", error)
        : new QuarryException(ErrorKind.User, ErrorCodes.OutputUnwritable, $"The output cannot be written: {Sentence(error)} Keep the standard output open, or write to a file with -o.", error);

    // The system's text ends with a full stop on some paths only.
    private static string Sentence(Exception error) => error.Message.EndsWith('.') ? error.Message : error.Message + ".";
}
