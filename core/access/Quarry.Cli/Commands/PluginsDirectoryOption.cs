using System.CommandLine;
using System.CommandLine.Parsing;

namespace Quarry.Cli.Commands;

/// <summary>Where plugins are: the option, else QUARRY_PLUGINS, else <c>plugins</c> beside the tool.</summary>
internal sealed class PluginsDirectoryOption : Option<string>
{
    public const string Variable = "QUARRY_PLUGINS";

    public PluginsDirectoryOption()
        : base("--plugins-dir")
    {
        Description = $"The directory whose subfolders are plugins. [default: ${Variable}, or 'plugins' beside this tool]";
        HelpName = "DIR";
        Recursive = true;
        Validators.Add(Refuse);
    }

    /// <summary>The directory, absolute: the engine takes relative ones from its own directory, a shell's user from the current one.</summary>
    public string Read(ParseResult result) => Path.GetFullPath(Choose(result));

    // An unset variable of a script is the likeliest cause, and other plugins than the meant ones must not be taken for them.
    private static void Refuse(OptionResult result)
    {
        if (result.Tokens is [{ Value: "" }])
        {
            result.AddError("--plugins-dir is empty. Name a directory, or leave the option out.");
        }
    }

    private string Choose(ParseResult result)
        => result.GetValue(this) is { } given ? given
        : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable ? variable
        : Path.Combine(AppContext.BaseDirectory, "plugins");
}
