using System.Globalization;
using Microsoft.Extensions.Options;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Registration;

/// <summary>Checks options without touching a file. Each message starts with the key that is wrong.</summary>
internal sealed class OptionsCheck : IValidateOptions<QuarryOptions>
{
    private const long LeastBudget = 1 << 20;

    public ValidateOptionsResult Validate(string? name, QuarryOptions options)
        => Failures(options) is { Count: > 0 } failures ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;

    public static IReadOnlyList<string> Failures(QuarryOptions options)
    {
        string section = options.Section;
        List<string> failures = [.. options.Unreadable];
        CheckDirectory(failures, $"{section}:PluginsDirectory", options.PluginsDirectory);
        for (int i = 0; i < options.MorePluginsDirectories.Count; i++)
        {
            CheckDirectory(failures, string.Create(CultureInfo.InvariantCulture, $"{section}:MorePluginsDirectories:{i}"), options.MorePluginsDirectories[i]);
        }

        if (options.MemoryBudgetBytes < LeastBudget)
        {
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"{section}:MemoryBudgetBytes: {options.MemoryBudgetBytes} is too little; set {LeastBudget} (1 MiB) or more."));
        }

        // 49 days are what a timer takes.
        if (options.DriverPatience > TimeSpan.FromDays(49))
        {
            failures.Add($"{section}:DriverPatience: {options.DriverPatience} is more than 49 days; set less.");
        }

        if (options.DriverPatience <= TimeSpan.Zero)
        {
            failures.Add($"{section}:DriverPatience: {options.DriverPatience} gives a driver no time to end anything; set a second or more.");
        }

        foreach ((string name, SourceDefinition source) in options.Sources)
        {
            CheckSource(failures, section, name, source);
        }

        return failures;
    }

    private static void CheckDirectory(List<string> failures, string key, string? directory)
    {
        if (directory is null || directory.Contains('\0', StringComparison.Ordinal))
        {
            failures.Add($"{key}: no path. Set a directory, absolute or relative to the application's own.");
        }
    }

    private static void CheckSource(List<string> failures, string section, string name, SourceDefinition? source)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            failures.Add($"{section}:Sources: a source has no name. Give it one.");
        }

        try
        {
            Source.ParseTarget(source?.Target ?? "");
        }
        catch (QuarryException error)
        {
            failures.Add($"{section}:Sources:{name}: {error.Message}");
        }

        if (source is not null)
        {
            failures.AddRange(source.Options.Failures().Select(failure => $"{section}:Sources:{name}:{failure.Key}: {failure.Message}"));
        }
    }
}
