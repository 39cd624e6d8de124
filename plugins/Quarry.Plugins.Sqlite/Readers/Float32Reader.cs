using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>REAL or INTEGER as float32, if a float holds it exactly.</summary>
internal sealed class Float32Reader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly FixedColumnBuilder<float> _builder = (FixedColumnBuilder<float>)batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        if (type == StorageClass.Real || (type == StorageClass.Integer && ExactDouble.Holds(source.Int64(value))))
        {
            double wide = source.Double(value);
            float narrow = (float)wide;
            if (narrow == wide)
            {
                _builder.Append(narrow);
                return;
            }
        }

        ReadOther(source, type);
    }
}
