using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Hosting.Lifecycle;

namespace Quarry.Hosting;

public sealed partial class PluginHost
{
    /// <summary>Unloads a driver and its extensions and finds out whether that succeeded. Sessions of it must be closed before.</summary>
    /// <param name="id">The driver's id.</param>
    /// <param name="cancellationToken">Ends the wait for the outcome; the plugin is unloaded nevertheless.</param>
    /// <returns>Unloaded, or pinned with the reason. A plugin that is not collectible stays loaded and usable. The next use loads an unloaded one again.</returns>
    /// <exception cref="QuarryException">There is no such driver, or it is an extension.</exception>
    /// <exception cref="ObjectDisposedException">The host is disposed.</exception>
    public async ValueTask<UnloadResult> UnloadAsync(string id, CancellationToken cancellationToken)
    {
        PluginSlot slot = Find(id);
        if (slot.Identity.Extends is { } extends)
        {
            throw HostFault.ExtensionAlone(id, extends);
        }

        if (slot.Identity.Registered is not null)
        {
            return new UnloadResult(UnloadOutcome.Pinned, "The application registered this driver itself, so it is part of the application.");
        }

        if (!_isCollectible(id) && IsLoaded(slot))
        {
            return new UnloadResult(UnloadOutcome.Pinned, $"It was loaded non-collectible. Set Collectible[\"{id}\"] = true in PluginHostOptions before the host is opened.");
        }

        WeakReference[] contexts = Detach(slot);
        // Leaves the frames of the caller and of Detach, in which the JIT may have kept references.
        await Task.Yield();
        return Report(slot, ContextCollector.AreGone(contexts, cancellationToken));
    }

    /// <summary>Disposes all drivers and asks their load contexts to unload; does not wait until they are gone. Sessions must be closed before.</summary>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        foreach (PluginSlot slot in _slots)
        {
            Detach(slot);
        }

        return ValueTask.CompletedTask;
    }

    private bool IsLoaded(PluginSlot slot)
    {
        lock (slot.Gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return slot.Family is not null;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Detach(PluginSlot slot)
    {
        lock (slot.Gate)
        {
            if (slot.Family is not { } family)
            {
                return [];
            }

            slot.Family = null;
            slot.Become(PluginState.Unloaded);
            foreach (PluginSlot extension in slot.Extensions.Where(extension => extension.State == PluginState.Loaded))
            {
                extension.Become(PluginState.Unloaded);
            }

            return family.Release();
        }
    }

    private UnloadResult Report(PluginSlot slot, bool gone)
    {
        if (gone)
        {
            if (_logger is not null)
            {
                Log.Unloaded(_logger, slot.Identity.Id);
            }

            return new UnloadResult(UnloadOutcome.Unloaded);
        }

        PluginProblem problem = HostFault.Pinned();
        lock (slot.Gate)
        {
            if (slot.State == PluginState.Unloaded)
            {
                slot.Become(PluginState.Unloaded, problem);
            }
        }

        if (_logger is not null)
        {
            Log.Pinned(_logger, slot.Identity.Id, problem.ToString());
        }

        return new UnloadResult(UnloadOutcome.Pinned, problem.ToString());
    }
}
