using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary>What names a statement: target, SQL and parameters. The query, explain and copy commands share it.</summary>
/// <param name="target">What the help calls the target.</param>
/// <param name="description">What the help says of it.</param>
internal sealed class StatementArguments(string target = "TARGET", string description = "Where to: a URI such as sqlite:///data/sales.db.")
{
    private readonly Argument<string> _target = new(target) { Description = description };
    private readonly Argument<string> _sql = new("SQL") { Description = "The statement; '@FILE' reads it from a file, '-' from the standard input." };
    private readonly Option<string[]> _parameters = new("--param", "-p")
    {
        Description = "A parameter; may be given several times. Without NAME (=5, :int64=5) it is the value of the next '?'; without TYPE it is text; "
            + "NAME:TYPE or :TYPE without a value is NULL.",
        HelpName = "[NAME][:TYPE]=VALUE",
    };

    public void AddTo(Command command)
    {
        command.Add(_target);
        command.Add(_sql);
        command.Add(_parameters);
    }

    public QueryRequest Read(ParseResult result, PluginsDirectoryOption pluginsDirectory) => new()
    {
        PluginsDirectory = pluginsDirectory.Read(result),
        Target = result.GetRequiredValue(_target),
        Sql = result.GetRequiredValue(_sql),
        Parameters = result.GetValue(_parameters) ?? [],
    };
}
