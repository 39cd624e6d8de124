using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>BLOB as binary.</summary>
internal sealed class BinaryReader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly VariableColumnBuilder _builder = (VariableColumnBuilder)batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        if (type == StorageClass.Blob)
        {
            _builder.Append(source.Blob(value));
        }
        else
        {
            ReadOther(source, type);
        }
    }
}
