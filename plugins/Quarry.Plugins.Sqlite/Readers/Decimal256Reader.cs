using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>A value as decimal256, as <see cref="Decimal128Reader{TSource}"/> does.</summary>
internal sealed class Decimal256Reader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly Decimal256ColumnBuilder _builder = (Decimal256ColumnBuilder)batch.Columns[column];
    private readonly int _precision = batch.Columns[column].Column.Type.Precision;
    private readonly int _scale = batch.Columns[column].Column.Type.Scale;

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        switch (type)
        {
            case StorageClass.Real when Decimal256.TryFromDouble(source.Double(value), _precision, _scale, out Decimal256 real):
                _builder.Append(real.Unscaled);
                break;
            case StorageClass.Integer when new Decimal256(source.Int64(value), 0).TryFit(_precision, _scale, out Decimal256 integer) == ParseStatus.Ok:
                _builder.Append(integer.Unscaled);
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
