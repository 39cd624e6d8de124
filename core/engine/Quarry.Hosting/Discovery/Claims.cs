using Quarry.Hosting.Lifecycle;

namespace Quarry.Hosting.Discovery;

/// <summary>Settles who owns an id or a scheme, and which driver an extension extends. A plugin that is refused already claims nothing.</summary>
internal static class Claims
{
    public static void Settle(IReadOnlyList<PluginSlot> slots)
    {
        RefuseDuplicates(slots, slot => new[] { slot.Identity.Id }, ErrorCodes.DuplicateId, "id", "Remove one of the two.");
        RefuseDuplicates(slots, slot => slot.Identity.Schemes, ErrorCodes.DuplicateScheme, "scheme", "Remove one of the two, or let one claim another scheme.");
        foreach (PluginSlot extension in slots)
        {
            if (extension is { IsRefused: false, Identity.Extends: { } id })
            {
                Attach(extension, id, slots);
            }
        }
    }

    private static void RefuseDuplicates(IReadOnlyList<PluginSlot> slots, Func<PluginSlot, IReadOnlyList<string>> claims, int code, string what, string fix)
    {
        // Plain loops: listing is on the way to the first query, and each LINQ operator over a new type costs the JIT half a millisecond.
        var owners = new Dictionary<string, List<PluginSlot>>(StringComparer.Ordinal);
        foreach (PluginSlot slot in slots)
        {
            foreach (string claim in slot.IsRefused ? [] : claims(slot))
            {
                if (!owners.TryGetValue(claim, out List<PluginSlot>? claiming))
                {
                    owners.Add(claim, claiming = []);
                }

                if (!claiming.Contains(slot))
                {
                    claiming.Add(slot);
                }
            }
        }

        foreach ((string claim, List<PluginSlot> claiming) in owners)
        {
            if (claiming.Count > 1)
            {
                RefuseAll(claiming, new PluginProblem(code,
                    $"The {what} '{claim}' is claimed by {string.Join(" and ", claiming.Select(slot => slot.Identity.Place))}; none of them is used.", fix));
            }
        }
    }

    private static void RefuseAll(List<PluginSlot> slots, PluginProblem problem)
    {
        foreach (PluginSlot slot in slots)
        {
            if (!slot.IsRefused)
            {
                slot.Refuse(problem);
            }
        }
    }

    private static void Attach(PluginSlot extension, string id, IReadOnlyList<PluginSlot> slots)
    {
        PluginSlot[] bases = [.. slots.Where(slot => slot.Identity.Id == id)];
        PluginSlot? driver = Array.Find(bases, slot => !slot.IsRefused) ?? bases.FirstOrDefault();
        if (driver is null)
        {
            extension.Refuse(new PluginProblem(ErrorCodes.BaseMissing, $"It extends '{id}', and there is no such plugin.", $"Install the plugin '{id}', or remove this one."));
        }
        else if (driver.Identity.Extends is not null)
        {
            extension.Refuse(new PluginProblem(ErrorCodes.BaseIsExtension, $"It extends '{id}', which is itself an extension of '{driver.Identity.Extends}'.",
                $"Extend '{driver.Identity.Extends}' and build the plugin anew."));
        }
        else if (driver.IsRefused)
        {
            extension.Refuse(new PluginProblem(ErrorCodes.BaseFailed, $"It extends '{id}', which failed: {driver.Problem!.Cause}", $"Put '{id}' right first."));
        }
        else
        {
            driver.Extensions.Add(extension);
        }
    }
}
