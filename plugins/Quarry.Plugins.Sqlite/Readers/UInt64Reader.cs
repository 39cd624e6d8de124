using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>INTEGER that is not negative, or the TEXT of an integer, as uint64: SQLite's integers end at 2⁶³ − 1, its text does not.</summary>
internal sealed class UInt64Reader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly FixedColumnBuilder<ulong> _builder = (FixedColumnBuilder<ulong>)batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        if (type == StorageClass.Integer && source.Int64(value) is >= 0 and long integer)
        {
            _builder.Append((ulong)integer);
        }
        else if (type == StorageClass.Text)
        {
            _builder.AppendText(source.Text(value));
        }
        else
        {
            ReadOther(source, type);
        }
    }
}
