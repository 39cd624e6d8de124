using System.CommandLine;

namespace Quarry.Cli.Commands;

/// <summary><c>--columns</c> of <c>decode</c> and <c>load</c>.</summary>
internal sealed class ColumnsOption : Option<IReadOnlyList<string>?>
{
    public ColumnsOption()
        : base("--columns")
    {
        Description = "Read these columns only, in this order. A name that holds a comma stands in double quotes.";
        HelpName = "A,B";
        CustomParser = result => OptionValue.Parse<IReadOnlyList<string>?>(result, ColumnNames.TryParse, "names with commas between, in double quotes where a name holds one");
    }
}
