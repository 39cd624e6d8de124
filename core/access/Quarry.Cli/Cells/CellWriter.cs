using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Cells;

/// <summary>Writes the values of one column in one format. Chosen once per column, bound once per batch, called once per value.</summary>
internal abstract class CellWriter
{
    /// <summary>The column of the current batch.</summary>
    protected ColumnVector Column { get; private set; } = null!;

    /// <summary>Goes over to a batch's column.</summary>
    public virtual void Bind(ColumnVector column) => Column = column;

    public bool IsNull(int row) => Column.IsNull(row);

    /// <summary>Writes a value that is not NULL.</summary>
    public abstract void Write(OutputBuffer output, int row);
}
