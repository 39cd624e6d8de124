using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>The ISO 8601 TEXT of a time, timestamp or interval.</summary>
internal sealed class ParsedTextReader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly ColumnBuilder _builder = batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        if (type == StorageClass.Text)
        {
            _builder.AppendText(source.Text(value));
        }
        else
        {
            ReadOther(source, type);
        }
    }
}
