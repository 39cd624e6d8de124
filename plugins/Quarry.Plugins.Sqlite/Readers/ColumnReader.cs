using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Errors;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>Appends the values of one result column to its builder. Chosen once per column by <see cref="ReaderFactory"/>.</summary>
/// <param name="batch">The batch that is being built.</param>
/// <param name="column">Index of the column in the result.</param>
internal abstract class ColumnReader<TSource>(BatchBuilder batch, int column)
    where TSource : struct, IValueSource
{
    protected int Column { get; } = column;

    /// <summary>Appends the value of the current row.</summary>
    public abstract void Read(TSource source);

    /// <summary>Appends NULL, or refuses a value whose storage class the column's type does not take.</summary>
    protected void ReadOther(TSource source, int storageClass)
    {
        if (storageClass != StorageClass.Null)
        {
            ThrowContradiction(source, storageClass);
        }

        batch.Columns[Column].AppendNull();
    }

    [DoesNotReturn]
    protected void ThrowContradiction(TSource source, int storageClass)
    {
        nint value = source.Value(Column);
        throw SqliteErrors.Contradiction(batch.Columns[Column].Column, batch.RowsBefore + batch.Rows + 1, storageClass, storageClass switch
        {
            StorageClass.Integer => string.Create(CultureInfo.InvariantCulture, $" {source.Int64(value)}"),
            StorageClass.Real => string.Create(CultureInfo.InvariantCulture, $" {source.Double(value):R}"),
            StorageClass.Text => SqliteErrors.Excerpt(source.Text(value)),
            _ => string.Create(CultureInfo.InvariantCulture, $" of {source.Blob(value).Length} bytes"),
        });
    }
}
