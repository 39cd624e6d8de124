using Quarry.Contracts;
using Quarry.Hosting.Lifecycle;
using Quarry.Hosting.Manifests;

namespace Quarry.Hosting;

/// <summary>The errors of asking the host, one method per cause.</summary>
internal static class HostFault
{
    public static QuarryException UnknownScheme(string scheme, PluginSlot[] slots, IReadOnlyList<PluginProblem> problems)
    {
        string known = List(slots.Where(slot => !slot.IsRefused).SelectMany(slot => slot.Identity.Schemes));
        return new(ErrorKind.User, ErrorCodes.UnknownScheme,
            $"No plugin opens '{Names.Shown(scheme)}:'. Schemes of the plugins found: {known}.{Else(slots, problems)} Correct the target, or install a plugin for it.");
    }

    public static QuarryException UnknownId(string id, PluginSlot[] slots, IReadOnlyList<PluginProblem> problems)
    {
        string known = List(slots.Where(slot => !slot.IsRefused).Select(slot => slot.Identity.Id));
        return new(ErrorKind.User, ErrorCodes.UnknownId,
            $"There is no plugin '{Names.Shown(id)}'. Plugins found: {known}.{Else(slots, problems)} Correct the id, or install the plugin.");
    }

    public static QuarryException ExtensionAlone(string id, string extends)
        => new(ErrorKind.User, ErrorCodes.ExtensionAlone, $"Plugin '{id}' is an extension of '{extends}' and comes and goes with it. Ask for '{extends}'.");

    public static PluginProblem BaseFailed(string id, PluginProblem problem)
        => new(ErrorCodes.BaseFailed, $"It extends '{id}', which failed: {problem.Cause}", $"Put '{id}' right first.", problem.Kind);

    public static PluginProblem Pinned()
        => new(ErrorCodes.Pinned, "Something still refers to the plugin, so its assemblies stay in memory.",
            "Close its sessions and let go of its objects before unloading; timers, event handlers and connection pools of the plugin's libraries pin it too.");

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "none";

    // What is not there may be what failed or was never found.
    private static string Else(PluginSlot[] slots, IReadOnlyList<PluginProblem> problems)
    {
        IEnumerable<string> failed = slots.Where(slot => slot.IsRefused).Select(slot => $" Plugin '{slot.Identity.Id}' failed: {slot.Problem!.Cause}");
        return string.Concat(problems.Select(problem => " " + problem.Cause).Concat(failed));
    }
}
