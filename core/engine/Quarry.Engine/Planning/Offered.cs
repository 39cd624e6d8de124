using Quarry.Contracts;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Planning;

/// <summary>Refuses what a server does not offer, before anything is sent.</summary>
internal static class Offered
{
    /// <param name="session">The session.</param>
    /// <param name="capability">What is needed.</param>
    /// <param name="name">Its name in <see cref="DriverCapabilities"/>.</param>
    /// <param name="what">It in words, for people.</param>
    /// <param name="fix">What to do instead.</param>
    /// <exception cref="QuarryException">The server does not offer it (User).</exception>
    public static void Require(SourceSession session, Capability capability, string name, string what, string fix)
    {
        if (!capability.IsSupported)
        {
            throw new QuarryException(ErrorKind.User, ErrorCodes.NotOffered,
                $"{session.Server.Product} does not offer {what} through driver \"{session.DriverId}\" (capability {name}): {capability.Reason}. {fix}");
        }
    }
}
