using Quarry.Contracts;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Execution;

/// <summary>Refuses what the server of a session does not offer, before anything is sent.</summary>
internal static class Requirement
{
    /// <summary>Checks a capability.</summary>
    /// <param name="session">The session.</param>
    /// <param name="capability">What its server offers.</param>
    /// <param name="name">The capability's name.</param>
    /// <param name="what">What is asked for, in the plural.</param>
    /// <param name="fix">What to do instead: a sentence.</param>
    /// <exception cref="QuarryException">It is not offered (User).</exception>
    public static void Check(SourceSession session, Capability capability, string name, string what, string fix)
    {
        if (!capability.IsSupported)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.NotOffered,
                $"{session.Server.Product} does not offer {what} through driver \"{session.DriverId}\" (capability {name}): {capability.Reason}. {fix}");
        }
    }
}
