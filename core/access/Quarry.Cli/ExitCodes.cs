using Quarry.Contracts;

namespace Quarry.Cli;

/// <summary>What the process returns. Scripts depend on these numbers: they never change.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int User = 1;
    public const int Server = 2;
    public const int Internal = 3;
    public const int Resource = 4;
    // A shell reports a death by signal n as 128 + n: SIGINT is 2, SIGTERM is 15.
    public const int Interrupted = 130;
    public const int Terminated = 143;

    public static int Of(ErrorKind kind) => kind switch
    {
        ErrorKind.User => User,
        ErrorKind.Server or ErrorKind.Transport => Server,
        ErrorKind.Resource => Resource,
        _ => Internal,
    };
}
