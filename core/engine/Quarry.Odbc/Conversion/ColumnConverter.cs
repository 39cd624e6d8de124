namespace Quarry.Odbc.Conversion;

/// <summary>Moves a range of rows of one column from a block into its builder. One per column, chosen once.</summary>
internal abstract class ColumnConverter
{
    /// <summary>Appends rows.</summary>
    /// <param name="source">The column.</param>
    /// <param name="from">The first row.</param>
    /// <param name="count">How many.</param>
    public abstract void Convert(in BlockColumn source, int from, int count);
}
