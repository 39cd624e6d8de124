using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>INTEGER 0 or 1 as boolean.</summary>
internal sealed class BooleanReader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly BooleanColumnBuilder _builder = (BooleanColumnBuilder)batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        if (type == StorageClass.Integer && source.Int64(value) is 0 or 1)
        {
            _builder.Append(source.Int64(value) == 1);
        }
        else
        {
            ReadOther(source, type);
        }
    }
}
