using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>NUMERIC without precision as the text of a number. Infinity is none.</summary>
internal sealed class NumericTextReader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly VariableColumnBuilder _builder = (VariableColumnBuilder)batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        switch (type)
        {
            case StorageClass.Integer:
                NumberText.Append(_builder, source.Int64(value));
                break;
            case StorageClass.Real when double.IsFinite(source.Double(value)):
                NumberText.Append(_builder, source.Double(value));
                break;
            // Whether it fits a decimal is for the getter to say; here it need only be a number.
            case StorageClass.Text when Decimal256.TryParse(source.Text(value), out _) != ParseStatus.Malformed:
                _builder.Append(source.Text(value));
                break;
            default:
                ReadOther(source, type);
                break;
        }
    }
}
