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

    /// <summary>The last line of a result.</summary>
    public static string Rows(long count) => Count(count, "");

    /// <summary>The only line of a statement without result; −1 if the database did not say.</summary>
    public static string RowsAffected(long count) => count < 0 ? "(done)\n" : Count(count, " affected");

    private static string Count(long count, string what)
        => count == 1 ? $"(1 row{what})\n" : string.Create(CultureInfo.InvariantCulture, $"({count} rows{what})\n");
}
