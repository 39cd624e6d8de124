using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Quarry.Cli.Commands;

/// <summary>The commands and options that <c>quarry</c> understands.</summary>
internal static class CommandTree
{
    /// <summary>A token that starts with <c>@</c> is SQL in a file here, so none is replaced by the arguments in a file.</summary>
    public static ParserConfiguration Parser { get; } = new() { ResponseFileTokenReplacer = null };

    public static Command Create(CommandActions actions)
    {
        var pluginsDirectory = new PluginsDirectoryOption();
        var version = new Option<bool>("--version")
        {
            Description = "Show the versions of the API, the plugin contract, RowBuffer and this tool.",
            Action = new VersionAction(actions.Version),
        };
        // A RootCommand takes the name of the assembly, which nobody types.
        return new Command("quarry", "Query any database through plugins.")
        {
            QueryCommand.Create(actions.Query, pluginsDirectory),
            DecodeCommand.Create(actions.Decode),
            InspectCommand.Create(actions.Inspect),
            CopyCommand.Create(actions.Copy, pluginsDirectory),
            LoadCommand.Create(actions.Load, pluginsDirectory),
            ExplainCommand.Create(actions.Explain, pluginsDirectory),
            CatalogCommand.Create(actions.Catalog, pluginsDirectory),
            PartitionsCommand.Create(actions.Partitions, pluginsDirectory),
            ReadPartitionCommand.Create(actions.ReadPartition, pluginsDirectory),
            PluginsCommand.Create(actions.Plugins, actions.ShowPlugin, pluginsDirectory),
            pluginsDirectory,
            version,
            new HelpOption(),
        };
    }

    private sealed class VersionAction(Func<int> action) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult) => action();
    }
}
