using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>BLOB of the column's length as fixed binary or uuid, and the TEXT of a UUID.</summary>
internal sealed class FixedBinaryReader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly FixedBinaryColumnBuilder _builder = (FixedBinaryColumnBuilder)batch.Columns[column];
    private readonly bool _isUuid = batch.Columns[column].Column.Type.Kind == TypeKind.Uuid;

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        if (type == StorageClass.Blob)
        {
            _builder.Append(source.Blob(value));
        }
        else if (type == StorageClass.Text && _isUuid)
        {
            _builder.AppendText(source.Text(value));
        }
        else
        {
            ReadOther(source, type);
        }
    }
}
