using System.CommandLine;
using Quarry.Contracts;

namespace Quarry.Cli.Commands;

/// <summary><c>quarry partitions TARGET [TABLE | --sql SQL] [--key COLUMN] [--partitions N] --output DIR</c></summary>
internal static class PartitionsCommand
{
    public static Command Create(Func<PartitionsRequest, CancellationToken, Task<int>> action, PluginsDirectoryOption pluginsDirectory)
    {
        var target = new Argument<string>("TARGET") { Description = "Where to: a URI such as postgresql://app@db/sales." };
        var table = new Argument<string?>("TABLE") { Description = "The table, as TABLE or SCHEMA.TABLE.", Arity = ArgumentArity.ZeroOrOne };
        var sql = new Option<string?>("--sql") { Description = "A query instead of a table; '@FILE' reads it from a file, '-' from the standard input.", HelpName = "SQL" };
        var key = new Option<string?>("--key") { Description = "The column that tells the parts apart; a table needs none.", HelpName = "COLUMN" };
        var partitions = new Option<int?>("--partitions", "-n")
        {
            Description = "How many parts; one for NULL keys comes on top. [default: the processors of this machine]",
            HelpName = "N",
            CustomParser = result => OptionValue.Parse<int?>(result, OptionValue.TryParseCount, "a number above 0"),
        };
        var output = new Option<string>("--output", "-o") { Description = "The directory for the descriptors, one file for each part.", HelpName = "DIR", Required = true };
        var timeout = new TimeoutOption();
        var command = new Command("partitions", "Split a table or query on one snapshot for other processes to read, and keep the snapshot until the standard input ends.")
        {
            target, table, sql, key, partitions, output, timeout,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(table) is null == result.GetValue(sql) is null)
            {
                result.AddError("Name either TABLE or --sql.");
            }
        });
        command.SetAction((result, cancellationToken) => action(
            new()
            {
                PluginsDirectory = pluginsDirectory.Read(result),
                Target = result.GetRequiredValue(target),
                Table = result.GetValue(table) is { } name ? Parse(name) : null,
                Sql = result.GetValue(sql),
                Key = result.GetValue(key) ?? "",
                Count = result.GetValue(partitions),
                Directory = result.GetRequiredValue(output),
                Timeout = result.GetValue(timeout),
            },
            cancellationToken));
        return command;
    }

    private static TableName Parse(string name)
        => name.IndexOf('.', StringComparison.Ordinal) is > 0 and int dot ? new() { Schema = name[..dot], Name = name[(dot + 1)..] } : new() { Name = name };
}
