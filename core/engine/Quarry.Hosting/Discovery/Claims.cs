using Quarry.Hosting.Lifecycle;

namespace Quarry.Hosting.Discovery;

/// <summary>Settles who owns an id or a scheme, and which driver an extension extends. A plugin that is refused already claims nothing.</summary>
internal static class Claims
{
    public static void Settle(IReadOnlyList<PluginSlot> slots)
    {
        RefuseDuplicates(slots, slot => [slot.Identity.Id], ErrorCodes.DuplicateId, "id", "Remove one of the two.");
        RefuseDuplicates(slots, slot => slot.Identity.Schemes, ErrorCodes.DuplicateScheme, "scheme", "Remove one of the two, or let one claim another scheme.");
        ILookup<string, PluginSlot> byId = slots.ToLookup(slot => slot.Identity.Id, StringComparer.Ordinal);
        foreach (PluginSlot extension in slots.Where(slot => slot is { IsRefused: false, Identity.Extends: not null }))
        {
            Attach(extension, [.. byId[extension.Identity.Extends!]]);
        }
    }

    private static void RefuseDuplicates(IReadOnlyList<PluginSlot> slots, Func<PluginSlot, IEnumerable<string>> claims, int code, string what, string fix)
    {
        var groups = slots.Where(slot => !slot.IsRefused)
            .SelectMany(slot => claims(slot).Distinct(StringComparer.Ordinal).Select(claim => (Claim: claim, Slot: slot)))
            .GroupBy(pair => pair.Claim, pair => pair.Slot, StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any())
            .ToArray();
        foreach (IGrouping<string, PluginSlot> group in groups)
        {
            string places = string.Join(" and ", group.Select(slot => slot.Identity.Place));
            var problem = new PluginProblem(code, $"The {what} '{group.Key}' is claimed by {places}; none of them is used.", fix);
            foreach (PluginSlot slot in group.Where(slot => !slot.IsRefused))
            {
                slot.Refuse(problem);
            }
        }
    }

    private static void Attach(PluginSlot extension, PluginSlot[] bases)
    {
        string id = extension.Identity.Extends!;
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
