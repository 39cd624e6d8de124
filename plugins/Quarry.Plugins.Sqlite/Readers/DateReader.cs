using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>TEXT <c>yyyy-mm-dd</c> as date32.</summary>
internal sealed class DateReader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly FixedColumnBuilder<int> _builder = (FixedColumnBuilder<int>)batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        if (type == StorageClass.Text)
        {
            ReadOnlySpan<byte> text = source.Text(value);
            if (ValueText.TryParseDate(text, out int days) == ParseStatus.Ok)
            {
                _builder.Append(days);
            }
            else
            {
                // The builder says what is wrong, and where.
                _builder.AppendText(text);
            }
        }
        else
        {
            ReadOther(source, type);
        }
    }
}
