using System.Text;
using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Planning;

/// <summary>Tells in one text what of a session a plan depends on: the driver, its rules, the server and what it can do.</summary>
/// <remarks>A text and not the objects: the cache outlives sessions and unloaded plugins, and the servers of one target may differ.</remarks>
internal static class PlanScope
{
    public static string Of(SourceSession session, DriverCalls calls) => calls.Run(session.DriverId, () =>
    {
        DriverInfo driver = session.Driver.Info;
        var text = new StringBuilder();
        text.Append(driver.Id).Append('\n').Append(driver.Version).Append('\n').Append(session.Lease.Origin).Append('\n').Append(session.Transport).Append('\n')
            .Append(session.Server.Product).Append('\n').Append(session.Server.Version).Append('\n').Append(session.Server.VersionText).Append('\n')
            .Append(session.Capabilities).Append('\n');
        foreach ((string name, string value) in session.Server.Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('=').Append(value).Append('\n');
        }

        foreach (OptimizationRule rule in session.Lease.Rules)
        {
            text.Append(rule.Name).Append('\n');
        }

        return text.ToString();
    });
}
