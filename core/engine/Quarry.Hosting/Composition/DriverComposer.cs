using System.Composition.Hosting;
using Quarry.Contracts;

namespace Quarry.Hosting.Composition;

/// <summary>Creates a driver from its parts and holds it against what the contract asks of it.</summary>
internal static class DriverComposer
{
    /// <summary>The one class of a plugin that is its driver.</summary>
    public static Type FindDriver(PartTypes types, string assembly, string id)
    {
        if (types.Marked.Count != 1)
        {
            throw types.Marked.Count == 0 ? CompositionFault.NoDriver(assembly, types.Drivers) : CompositionFault.SeveralDrivers(assembly, types.Marked);
        }

        Type driver = types.Marked[0];
        if (!types.Drivers.Contains(driver))
        {
            throw CompositionFault.BadDriverClass(driver);
        }

        string inAttribute = DriverInfo.Of(driver).Id;
        return inAttribute == id ? driver : throw CompositionFault.IdDiffers(inAttribute, id);
    }

    /// <summary>Composes a plugin's driver.</summary>
    /// <param name="driverType">Its class.</param>
    /// <param name="parts">The other parts of its plugin.</param>
    /// <param name="extensionRules">The rules that extensions add.</param>
    /// <exception cref="PluginRefusedException">The parts do not fit together.</exception>
    public static ComposedDriver Compose(Type driverType, PartTypes parts, IReadOnlyList<Type> extensionRules)
    {
        CompositionHost container = PartContainer.Create([driverType, .. parts.Parts, .. extensionRules]);
        try
        {
            Driver driver = Export(container, driverType);
            return new ComposedDriver(driver, Check(driver, [.. parts.Rules, .. extensionRules]), container);
        }
        catch
        {
            container.Dispose();
            throw;
        }
    }

    /// <summary>Takes over a driver that the application creates.</summary>
    public static ComposedDriver Take(StaticDriver registered)
    {
        Driver driver = registered.Factory() ?? throw CompositionFault.Incomplete(typeof(Driver), "factory");
        return driver.Info.Id == registered.Info.Id
            ? new ComposedDriver(driver, Check(driver, []), null)
            : throw CompositionFault.IdDiffers(driver.Info.Id, registered.Info.Id);
    }

    private static Driver Export(CompositionHost container, Type driverType)
    {
        try
        {
            return container.GetExport<Driver>();
        }
        catch (CompositionFailedException e)
        {
            throw CompositionFault.Failed(driverType, PluginFault.Of(e).Cause);
        }
    }

    private static OptimizationRule[] Check(Driver driver, Type[] parts)
    {
        Type type = driver.GetType();
        _ = driver.Types ?? throw CompositionFault.Incomplete(type, nameof(Driver.Types));
        _ = driver.Dialect ?? throw CompositionFault.Incomplete(type, nameof(Driver.Dialect));
        OptimizationRule[] rules = [.. driver.Rules ?? throw CompositionFault.Incomplete(type, nameof(Driver.Rules))];
        var names = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (OptimizationRule rule in rules)
        {
            if (rule?.Name is not { Length: > 0 } name)
            {
                throw CompositionFault.Incomplete(type, nameof(Driver.Rules));
            }

            if (!names.TryAdd(name, rule.GetType()))
            {
                throw CompositionFault.RuleNamesCollide(name, names[name], rule.GetType());
            }
        }

        Type? lost = Array.Find(parts, part => !Array.Exists(rules, rule => rule.GetType() == part));
        return lost is null ? rules : throw CompositionFault.RuleNotReturned(lost, type);
    }
}
