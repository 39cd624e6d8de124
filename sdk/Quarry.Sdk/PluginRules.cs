using System.Text.RegularExpressions;

namespace Quarry.Sdk;

/// <summary>What a host would refuse, refused before there is a plugin.</summary>
internal static partial class PluginRules
{
    public static void Check(PluginDescription plugin)
    {
        CheckId(plugin.Id, "plugin's id");
        if (plugin.Extends is { } extends)
        {
            CheckId(extends, "id of the extended driver");
        }
        else if (plugin.Schemes.Length + plugin.OdbcDrivers.Length + plugin.DbmsNames.Length == 0)
        {
            throw Errors.Unreachable(plugin.Id);
        }

        foreach (string scheme in plugin.Schemes)
        {
            if (!Name().IsMatch(scheme))
            {
                throw Errors.BadScheme(scheme);
            }
        }

        if (plugin.Schemes.GroupBy(scheme => scheme).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Errors.SchemeTwice(twice.Key);
        }

        if (!SemVer().IsMatch(plugin.Version))
        {
            throw Errors.BadVersion(plugin.Version);
        }
    }

    private static void CheckId(string id, string role)
    {
        if (!Name().IsMatch(id))
        {
            throw Errors.BadId(id, role);
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,63}\z")]
    private static partial Regex Name();

    // semver.org, section 2 and 9; build metadata is cut off before.
    [GeneratedRegex(@"\A(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}(-(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*)?\z")]
    private static partial Regex SemVer();
}
