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
        int type = source.Type(Column);
        switch (type)
        {
            case StorageClass.Real:
                _builder.Append(source.Double(Column));
                break;
            case StorageClass.Integer:
                _builder.Append(source.Int64(Column));
                break;
            case StorageClass.Text:
                _builder.AppendText(source.Text(Column));
                break;
            default:
                ReadOther(source, type);
                break;
        }
    }
}
