using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;
using Quarry.Plugins.PostgreSql.Types;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Where values of a column go, for errors.</summary>
internal sealed class CellPlace(ColumnSchema column, ResolvedType target)
{
    public ColumnSchema Column => column;

    public uint Oid => target.Oid;

    /// <summary>Rows of the batches before this one.</summary>
    public long RowsBefore { private get; set; }

    /// <summary>A value that the server's type cannot hold.</summary>
    /// <param name="row">Its row in the batch.</param>
    public QuarryException Error(int row) => Error(row, "is outside of its range or finer than it");

    public QuarryException Error(int row, string cause) => ValueErrors.WriteValue(column, RowsBefore + row + 1, target.Name, cause);

    public QuarryException TypeError() => ValueErrors.WriteType(column, target.Name);
}
