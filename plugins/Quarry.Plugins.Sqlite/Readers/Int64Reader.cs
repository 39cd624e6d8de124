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
        int type = source.Type(Column);
        if (type == StorageClass.Integer)
        {
            _builder.Append(source.Int64(Column));
        }
        else
        {
            ReadOther(source, type);
        }
    }
}
