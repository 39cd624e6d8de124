using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Hosting.Discovery;

/// <summary>Decides before anything is loaded whether a plugin and this host speak the same contract.</summary>
internal static class Negotiation
{
    /// <returns>Null if they do.</returns>
    public static PluginProblem? Check(PluginContract plugin) => Check(plugin, ContractVersion.Major, ContractVersion.Minor);

    /// <returns>Null if a host of this contract can run the plugin.</returns>
    public static PluginProblem? Check(PluginContract plugin, int hostMajor, int hostMinor)
    {
        string host = string.Create(CultureInfo.InvariantCulture, $"{hostMajor}.{hostMinor}");
        if (plugin.Major == hostMajor)
        {
            return plugin.MinMinor <= hostMinor ? null : new PluginProblem(ErrorCodes.ContractNewer,
                $"The plugin needs contract {plugin} or later, and this host has {host}.",
                "Update Quarry in the application, or install an older version of the plugin.");
        }

        return new PluginProblem(ErrorCodes.ContractOtherMajor,
            $"The plugin was built for contract {plugin.Major}, and this host has {host}.",
            plugin.Major > hostMajor
                ? "Update Quarry in the application, or install a version of the plugin for its contract."
                : "Install a newer version of the plugin, built for this host's contract.");
    }
}
