using System.Globalization;
using System.Text;
using Quarry.Cli.Cells;
using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Formats;

/// <summary>What both tables say in the same words.</summary>
internal static class TableText
{
    /// <summary>The heading of a column, safe to print.</summary>
    public static byte[] Name(ColumnSchema column)
    {
        var text = new OutputBuffer(stream: null);
        VisibleText.Write(text, Encoding.UTF8.GetBytes(column.Name));
        return text.Written.ToArray();
    }

    /// <summary>The last line of a result: its rows, or what its statement changed.</summary>
    public static string Count(long count, bool hasColumns)
    {
        string what = hasColumns ? "" : " affected";
        return count switch
        {
            < 0 => "(done)",
            1 => $"(1 row{what})",
            _ => string.Create(CultureInfo.InvariantCulture, $"({count} rows{what})"),
        };
    }
}
