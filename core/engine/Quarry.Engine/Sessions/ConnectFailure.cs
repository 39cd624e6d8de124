using Quarry.Contracts;

namespace Quarry.Engine.Sessions;

/// <summary>What a failure to connect, or of a session, says about the other sessions of its source.</summary>
internal static class ConnectFailure
{
    /// <summary>True if the next attempt will fail in the same way: a wrong password, a database that does not exist, a defect of the plugin.</summary>
    public static bool IsLasting(Exception error) => error switch
    {
        QuarryException { IsTransient: true } => false,
        QuarryException { SqlState: ['2', '8', ..] } => true,
        QuarryException { Kind: ErrorKind.Transport or ErrorKind.Resource or ErrorKind.Server } => false,
        _ => true,
    };

    /// <summary>True if the server, or the way to it, is gone: what is idle will most likely fail too.</summary>
    public static bool IsFatal(Exception error) => error is QuarryException quarry
        && (quarry.Kind == ErrorKind.Transport
            || quarry.SqlState is ['0', '8', ..] or ['5', '8', ..] or ['X', 'X', ..] or "57P01" or "57P02" or "57P03");

    /// <summary>The failure for one of several callers: an exception that was thrown before would mix their stacks.</summary>
    public static Exception For(Exception error) => error is QuarryException quarry
        ? new QuarryException(quarry.Kind, quarry.Code, quarry.Message, quarry.SqlState, quarry)
        {
            VendorCode = quarry.VendorCode,
            Severity = quarry.Severity,
            Records = quarry.Records,
            Transient = quarry.Transient,
        }
        : error;
}
