using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>TEXT as utf8 or xml, embedded NULs included.</summary>
internal sealed class Utf8Reader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly VariableColumnBuilder _builder = (VariableColumnBuilder)batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        if (type == StorageClass.Text)
        {
            _builder.Append(source.Text(value));
        }
        else
        {
            ReadOther(source, type);
        }
    }
}
