using Microsoft.Extensions.Logging;
using Quarry.Contracts;
using Quarry.Hosting.Composition;
using Quarry.Hosting.Loading;

namespace Quarry.Hosting.Lifecycle;

/// <summary>Loads a driver with its extensions. A driver that fails is reported by exception; an extension that fails is refused and left out.</summary>
internal sealed class FamilyLoader(PluginSlot slot, IPluginLoadContextFactory factory, bool collectible, ILogger? logger)
{
    private readonly PluginFamily _family = new(slot.Identity.Id, logger);

    /// <exception cref="Exception">Anything: the plugin's code runs.</exception>
    public PluginFamily Load()
    {
        try
        {
            Func<IReadOnlyList<Type>, ComposedDriver> compose = slot.Identity.Registered is { } registered
                ? _ => DriverComposer.Take(registered)
                : LoadDriver();
            var extensions = new List<LoadedExtension>();
            foreach (PluginSlot extension in slot.Extensions.Where(extension => !extension.IsRefused))
            {
                Guard(extension, () => extensions.Add(LoadExtension(extension)));
            }

            RefuseSeveralProfiles(extensions);
            ComposedDriver driver = Compose(compose, extensions);
            _family.Add(driver);
            Complete(driver, extensions);
            return _family;
        }
        catch
        {
            _family.Release();
            throw;
        }
    }

    private Func<IReadOnlyList<Type>, ComposedDriver> LoadDriver()
    {
        var assembly = LoadedAssembly.Load(slot.Identity, factory, collectible);
        _family.Add(assembly);
        PartTypes types = PartTypes.Of(assembly.Assembly);
        Type driver = DriverComposer.FindDriver(types, assembly.Assembly.GetName().Name!, slot.Identity.Id);
        return rules => DriverComposer.Compose(driver, types, rules);
    }

    private LoadedExtension LoadExtension(PluginSlot extension)
    {
        var assembly = LoadedAssembly.Load(extension.Identity, factory, collectible);
        try
        {
            ComposedExtension parts = ExtensionComposer.Compose(assembly.Assembly, extension.Identity.Id, slot.Identity.Id);
            if (parts.Rules.Count > 0 && slot.Identity.Registered is not null)
            {
                parts.Dispose();
                throw CompositionFault.RulesForRegistered(slot.Identity.Id);
            }

            _family.Add(assembly);
            _family.Add(parts);
            return new LoadedExtension(extension, assembly, parts);
        }
        catch
        {
            assembly.Dispose();
            throw;
        }
    }

    private void RefuseSeveralProfiles(List<LoadedExtension> extensions)
    {
        LoadedExtension[] profiles = [.. extensions.Where(extension => extension.Parts.Odbc is not null)];
        if (profiles.Length < 2)
        {
            return;
        }

        PluginProblem problem = CompositionFault.SeveralProfiles([.. profiles.Select(profile => profile.Slot.Identity.Place)]).Problem;
        foreach (LoadedExtension profile in profiles)
        {
            extensions.Remove(profile);
            Refuse(profile, problem);
        }
    }

    private ComposedDriver Compose(Func<IReadOnlyList<Type>, ComposedDriver> compose, List<LoadedExtension> extensions)
    {
        LoadedExtension[] withRules = [.. extensions.Where(extension => extension.Parts.Rules.Count > 0)];
        try
        {
            return compose([.. withRules.SelectMany(extension => extension.Parts.Rules)]);
        }
        catch (Exception) when (withRules.Length > 0)
        {
            // The driver or one of the extensions: found out below, one by one, since a bad extension must not take the driver down.
        }

        ComposedDriver driver = compose([]);
        var accepted = new List<Type>();
        foreach (LoadedExtension extension in withRules)
        {
            try
            {
                ComposedDriver next = compose([.. accepted, .. extension.Parts.Rules]);
                driver.Dispose();
                driver = next;
                accepted.AddRange(extension.Parts.Rules);
            }
            catch (Exception e)
            {
                extensions.Remove(extension);
                Refuse(extension, CompositionFault.RefusedByBase(slot.Identity.Id, ProblemOf(e)));
            }
        }

        return driver;
    }

    private void Complete(ComposedDriver driver, List<LoadedExtension> extensions)
    {
        // The driver's own code, so before anything is changed.
        OdbcProfile? odbc = extensions.Find(extension => extension.Parts.Odbc is not null)?.Parts.Odbc ?? driver.Driver.Odbc;
        TypeExtension[] types = [.. extensions.SelectMany(extension => extension.Parts.Types)];
        if (types.Length > 0)
        {
            driver.Driver.Types.Extend(types);
        }

        extensions.ForEach(extension => extension.Slot.Become(PluginState.Loaded));
        slot.Become(PluginState.Loaded);
        string[] ids = [.. extensions.Select(extension => extension.Slot.Identity.Id)];
        _family.Complete(new LoadedPlugin(slot.ToEntry(), ids, driver.Driver, driver.Rules, odbc, _family), slot.Identity.Registered is null ? null : driver.Driver);
    }

    private void Guard(PluginSlot extension, Action load)
    {
        try
        {
            load();
        }
        catch (Exception e)
        {
            // The extension's code runs: whatever it throws is its own failure and nobody else's.
            Refuse(extension, ProblemOf(e));
        }
    }

    private void Refuse(LoadedExtension extension, PluginProblem problem)
    {
        _family.Drop(extension);
        Refuse(extension.Slot, problem);
    }

    private void Refuse(PluginSlot extension, PluginProblem problem)
    {
        extension.Refuse(problem);
        if (logger is not null)
        {
            Log.Failed(logger, extension.Identity.Id, problem.Code, problem, problem.Stack);
        }
    }

    public static PluginProblem ProblemOf(Exception exception)
        => exception is PluginRefusedException refused ? refused.Problem : PluginProblem.Of(PluginFault.Of(exception));
}
