using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>NUMERIC as the nearest float64, because the caller asked for <see cref="NumericReading.Double"/>.</summary>
internal sealed class RoundedFloat64Reader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly FixedColumnBuilder<double> _builder = (FixedColumnBuilder<double>)batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        switch (type)
        {
            case StorageClass.Real:
                _builder.Append(source.Double(value));
                break;
            case StorageClass.Integer:
                _builder.Append(source.Int64(value));
                break;
            case StorageClass.Text:
                _builder.AppendText(source.Text(value));
                break;
            default:
                ReadOther(source, type);
                break;
        }
    }
}
