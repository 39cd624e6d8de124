using Microsoft.Extensions.Configuration;

namespace Quarry.Registration;

/// <summary>The settings of the engine, by their names in a configuration. What is not known is an error: a setting with a typing error must not be ignored.</summary>
internal static class QuarrySettings
{
    public static IReadOnlyDictionary<string, Setting<QuarryOptions>> All { get; } = new Dictionary<string, Setting<QuarryOptions>>(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(QuarryOptions.PluginsDirectory)] = (quarry, value) =>
        {
            quarry.PluginsDirectory = value.Text(quarry.PluginsDirectory);
            return quarry;
        },
        [nameof(QuarryOptions.MorePluginsDirectories)] = (quarry, value) =>
        {
            foreach (string directory in value.Texts())
            {
                quarry.MorePluginsDirectories.Add(directory);
            }

            return quarry;
        },
        [nameof(QuarryOptions.MemoryBudgetBytes)] = (quarry, value) =>
        {
            quarry.MemoryBudgetBytes = value.Long(quarry.MemoryBudgetBytes);
            return quarry;
        },
        [nameof(QuarryOptions.DriverPatience)] = (quarry, value) =>
        {
            quarry.DriverPatience = value.Time(quarry.DriverPatience);
            return quarry;
        },
        [nameof(QuarryOptions.Sources)] = (quarry, value) =>
        {
            foreach ((string name, SettingValue source, bool hasSettings) in value.Parts())
            {
                if (SourceSettings.Read(source, hasSettings) is { } definition && !quarry.Sources.TryAdd(name, definition))
                {
                    source.Fail("two sources have this name. Rename one.");
                }
            }

            return quarry;
        },
    };

    public static void Apply(QuarryOptions quarry, IConfigurationSection section)
    {
        quarry.Section = section.Path;
        new SettingValue(section, quarry.Unreadable).Section(quarry, All);
    }
}
