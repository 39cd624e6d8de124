using Quarry.Contracts;

namespace Quarry.Hosting.Composition;

/// <summary>The errors of composing a plugin, one method per cause.</summary>
internal static class CompositionFault
{
    public static PluginRefusedException NoDriver(string assembly, IReadOnlyList<Type> unmarked) => unmarked.Count > 0
        ? Refuse(ErrorCodes.NoDriver, $"{List(unmarked)} derives from Driver but carries no [Driver(\"id\")] attribute, so {assembly} holds no driver.", "Add the attribute to the class.")
        : Refuse(ErrorCodes.NoDriver, $"{assembly} holds no class marked [Driver(\"id\")].",
            "Derive one class from Driver and mark it; a plugin that only adds to another carries [assembly: DriverExtension].");

    public static PluginRefusedException SeveralDrivers(string assembly, IReadOnlyList<Type> drivers)
        => Refuse(ErrorCodes.SeveralDrivers, $"{assembly} holds {drivers.Count} classes marked [Driver]: {List(drivers)}.", "Keep one; a second driver is a plugin of its own.");

    public static PluginRefusedException BadDriverClass(Type driver)
        => Refuse(ErrorCodes.BadDriverClass, $"{driver.FullName} is marked [Driver] but is abstract, generic or not derived from Driver.", "Mark a concrete class that derives from Driver.");

    public static PluginRefusedException IdDiffers(string inAttribute, string inManifest)
        => Refuse(ErrorCodes.IdDiffers, $"The assembly's attribute says '{inAttribute}' and plugin.json says '{inManifest}'.",
            "Build the plugin with the Quarry SDK, which writes plugin.json from the assembly, and copy its publish folder anew.");

    public static PluginRefusedException NoPublicConstructor(Type part)
        => Refuse(ErrorCodes.NoPublicConstructor, $"{part.FullName} is a part of the plugin and has no public constructor.", "Give it one, or make the class abstract if it is none.");

    public static PluginRefusedException Failed(Type? driver, string text)
        => Refuse(ErrorCodes.CompositionFailed, $"The parts of {driver?.FullName ?? "the extension"} do not fit together. {text}",
            "Let constructors take TypeMap, Dialect, OdbcProfile, IEnumerable<OptimizationRule>, or concrete parts of the plugin, of which there is exactly one each.");

    public static PluginRefusedException RuleNotReturned(Type rule, Type driver)
        => Refuse(ErrorCodes.RuleNotReturned, $"The rule {rule.FullName} is a part, but {driver.FullName}.Rules does not return it.",
            "Take IEnumerable<OptimizationRule> in the driver's constructor and return them all from Rules.");

    public static PluginRefusedException RuleNamesCollide(string name, Type first, Type second)
        => Refuse(ErrorCodes.RuleNamesCollide, $"The rules {first.FullName} and {second.FullName} have one name, '{name}'.", "Give each rule a name of its own.");

    public static PluginRefusedException Incomplete(Type driver, string member)
        => Refuse(ErrorCodes.DriverIncomplete, $"{driver.FullName}.{member} is null, has a null in it or no name.", "Return a value from it.");

    public static PluginRefusedException ExtensionEmpty(string assembly)
        => Refuse(ErrorCodes.ExtensionEmpty, $"{assembly} extends a driver but holds no OptimizationRule, TypeExtension or OdbcProfile.", "Add one, or remove the plugin.");

    public static PluginRefusedException ExtensionHasDriver(string assembly, IReadOnlyList<Type> drivers)
        => Refuse(ErrorCodes.ExtensionAttributeWrong, $"{assembly} extends a driver and yet holds one itself: {List(drivers)}.", "Make two plugins of it.");

    public static PluginRefusedException ExtensionAttribute(string assembly, string found, string id, string extends)
        => Refuse(ErrorCodes.ExtensionAttributeWrong, $"plugin.json says that '{id}' extends '{extends}', and {assembly} {found}.",
            $"Mark the assembly [assembly: DriverExtension(\"{id}\", \"{extends}\")] and build the plugin with the Quarry SDK.");

    public static PluginRefusedException SeveralProfiles(IReadOnlyList<string> places)
        => Refuse(ErrorCodes.SeveralProfiles, $"The driver's OdbcProfile is replaced by {string.Join(" and ", places)}; none of them is used.", "Keep one.");

    public static PluginRefusedException RulesForRegistered(string extends)
        => Refuse(ErrorCodes.RulesForRegisteredDriver, $"The extension has rules, and '{extends}' is registered by the application, which creates it by itself.",
            $"Install '{extends}' as a plugin, or pass the rules to it where it is created.");

    public static PluginProblem RefusedByBase(string extends, PluginProblem problem)
        => new(ErrorCodes.RefusedByBase, $"'{extends}' works without this extension but not with it: {problem.Cause}", problem.Fix, problem.Kind, problem.Stack);

    private static string List(IEnumerable<Type> types) => string.Join(", ", types.Select(type => type.FullName));

    private static PluginRefusedException Refuse(int code, string cause, string fix) => new(new PluginProblem(code, cause, fix, ErrorKind.User));
}
