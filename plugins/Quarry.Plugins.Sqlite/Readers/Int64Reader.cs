using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>INTEGER as int64.</summary>
internal sealed class Int64Reader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly FixedColumnBuilder<long> _builder = (FixedColumnBuilder<long>)batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        if (type == StorageClass.Integer)
        {
            _builder.Append(source.Int64(value));
        }
        else
        {
            ReadOther(source, type);
        }
    }
}
