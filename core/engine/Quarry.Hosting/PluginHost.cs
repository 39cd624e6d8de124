using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Quarry.Contracts;
using Quarry.Hosting.Discovery;
using Quarry.Hosting.Lifecycle;
using Quarry.Hosting.Loading;
using Quarry.Hosting.Manifests;

namespace Quarry.Hosting;

/// <summary>Finds driver plugins by their manifests, loads each on first use into its own load context, and unloads it again.</summary>
/// <remarks>
/// Safe from any thread. What is wrong with one plugin is listed with it and disturbs no other. A load context isolates versions and makes unloading
/// possible; it is no security boundary: a plugin runs with all rights of the process.
/// </remarks>
public sealed partial class PluginHost : IAsyncDisposable
{
    private readonly PluginSlot[] _slots;
    private readonly IPluginLoadContextFactory _contexts;
    private readonly Func<string, bool> _isCollectible;
    private readonly ILogger? _logger;
    private volatile bool _disposed;

    private PluginHost(PluginSlot[] slots, IReadOnlyList<PluginProblem> problems, PluginHostOptions options, IPluginLoadContextFactory contexts)
    {
        (_slots, Problems, _contexts, _logger) = (slots, problems, contexts, options.Logger);
        var collectible = new Dictionary<string, bool>(options.Collectible, StringComparer.Ordinal);
        bool byDefault = options.CollectibleByDefault;
        _isCollectible = id => collectible.TryGetValue(id, out bool value) ? value : byDefault;
    }

    /// <summary>All plugins found, good and bad: registered drivers first, then folders in order of their names. A snapshot.</summary>
    public IReadOnlyList<PluginEntry> Plugins => Array.ConvertAll(_slots, slot => slot.ToEntry());

    /// <summary>What is wrong with the configuration as a whole: plugins directories that are missing, empty, unreadable.</summary>
    public IReadOnlyList<PluginProblem> Problems { get; }

    /// <summary>Lists the plugins. Reads manifests and file lengths; loads no assembly.</summary>
    /// <param name="options">Where they are. Later changes to it have no effect.</param>
    /// <returns>The host. Problems of plugins and directories are in it, not thrown.</returns>
    /// <exception cref="ArgumentException">A path in the options is not one.</exception>
    public static PluginHost Open(PluginHostOptions options) => Open(options, new McMasterContextFactory());

    internal static PluginHost Open(PluginHostOptions options, IPluginLoadContextFactory contexts)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<PluginProblem>();
        PluginSlot[] slots = [.. options.Drivers.Select(Registered), .. DirectoryScan.Read(options.PluginsDirectories, problems)];
        Claims.Settle(slots);
        if (options.Collectible.Count > 0)
        {
            problems.AddRange(UnknownCollectible(options, slots));
        }

        if (options.Logger is not null)
        {
            Log.Listed(options.Logger, slots.Length, slots.Count(slot => slot.IsRefused));
        }

        return new PluginHost(slots, problems, options, contexts);
    }

    /// <summary>The driver of an id; loads it if this is its first use, which blocks meanwhile.</summary>
    /// <param name="id">The driver's id.</param>
    /// <returns>The same object for every caller, until it is unloaded.</returns>
    /// <exception cref="QuarryException">There is none, it is an extension, or it failed now or before. The message names cause and fix.</exception>
    /// <exception cref="ObjectDisposedException">The host is disposed.</exception>
    public LoadedPlugin Load(string id) => Get(Find(id));

    /// <summary>The driver that opens a URI scheme; loads it if this is its first use, which blocks meanwhile.</summary>
    /// <param name="scheme">The scheme, in any case, without <c>:</c>.</param>
    /// <exception cref="QuarryException">No plugin claims it; the message lists the schemes that there are. Or the one that does failed now or before.</exception>
    /// <exception cref="ObjectDisposedException">The host is disposed.</exception>
    public LoadedPlugin FindByScheme(string scheme)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        PluginSlot[] claiming = Array.FindAll(_slots, slot => slot.Identity.Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase));
        return Get(Usable(claiming) ?? throw HostFault.UnknownScheme(scheme, _slots, Problems));
    }

    /// <summary>Loads every driver that is listed, to find out which work; failures are in the entries.</summary>
    /// <returns><see cref="Plugins"/> afterwards.</returns>
    /// <exception cref="ObjectDisposedException">The host is disposed.</exception>
    public IReadOnlyList<PluginEntry> LoadAll()
    {
        foreach (PluginSlot slot in _slots.Where(slot => slot is { IsRefused: false, Identity.Extends: null }))
        {
            try
            {
                Get(slot);
            }
            catch (QuarryException)
            {
                // Kept in the slot.
            }
        }

        return Plugins;
    }

    private static IEnumerable<PluginProblem> UnknownCollectible(PluginHostOptions options, PluginSlot[] slots)
        => options.Collectible.Keys.Where(id => !Array.Exists(slots, slot => slot.Identity.Id == id && slot.Identity.Extends is null))
            .Select(id => new PluginProblem(ErrorCodes.CollectibleUnknown, $"Collectible names '{Names.Shown(id)}', and there is no driver of that id.", "Correct the id, or remove the entry."));

    private static PluginSlot Registered(StaticDriver driver)
    {
        string? scheme = driver.Info.Schemes.FirstOrDefault(scheme => !Names.IsValid(scheme));
        PluginProblem? problem = !Names.IsValid(driver.Info.Id) ? ManifestFault.BadId("id", driver.Info.Id).Problem
            : scheme is not null ? ManifestFault.BadScheme(scheme).Problem
            : null;
        return new PluginSlot(PluginIdentity.Of(driver), problem);
    }

    private PluginSlot Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Usable(Array.FindAll(_slots, slot => slot.Identity.Id == id)) ?? throw HostFault.UnknownId(id, _slots, Problems);
    }

    // Of several with one claim at most one is not refused; if none is, any tells why.
    private static PluginSlot? Usable(PluginSlot[] slots) => Array.Find(slots, slot => !slot.IsRefused) ?? slots.FirstOrDefault();

    private LoadedPlugin Get(PluginSlot slot)
    {
        lock (slot.Gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (slot.Family is { } family)
            {
                return family.Plugin;
            }

            if (slot.Problem is { } problem && slot.IsRefused)
            {
                throw problem.ToException(slot.Identity.Id);
            }

            if (slot.Identity.Extends is { } extends)
            {
                throw HostFault.ExtensionAlone(slot.Identity.Id, extends);
            }

            return LoadNow(slot);
        }
    }

    private LoadedPlugin LoadNow(PluginSlot slot)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            slot.Family = new FamilyLoader(slot, _contexts, _isCollectible(slot.Identity.Id), _logger).Load();
        }
        catch (Exception e)
        {
            // The plugin's code runs: whatever it throws becomes text, and is remembered.
            throw Fail(slot, e);
        }

        if (_logger is not null)
        {
            Log.Loaded(_logger, slot.Identity.Id, slot.Identity.Version, Stopwatch.GetElapsedTime(start).TotalMilliseconds, string.Join(", ", slot.Family.Plugin.Extensions));
        }

        return slot.Family.Plugin;
    }

    private QuarryException Fail(PluginSlot slot, Exception exception)
    {
        PluginProblem problem = FamilyLoader.ProblemOf(exception);
        slot.Refuse(problem);
        foreach (PluginSlot extension in slot.Extensions.Where(extension => !extension.IsRefused))
        {
            extension.Refuse(HostFault.BaseFailed(slot.Identity.Id, problem));
        }

        if (_logger is not null)
        {
            Log.Failed(_logger, slot.Identity.Id, problem.Code, problem, problem.Stack);
        }

        return problem.ToException(slot.Identity.Id);
    }
}
