using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>REAL as float64, and INTEGER if a double holds it exactly.</summary>
internal sealed class Float64Reader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly FixedColumnBuilder<double> _builder = (FixedColumnBuilder<double>)batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        if (type == StorageClass.Real)
        {
            _builder.Append(source.Double(value));
        }
        else if (type == StorageClass.Integer && ExactDouble.Holds(source.Int64(value)))
        {
            _builder.Append(source.Int64(value));
        }
        else
        {
            ReadOther(source, type);
        }
    }
}
