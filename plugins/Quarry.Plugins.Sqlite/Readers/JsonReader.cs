using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>TEXT as json. A column declared JSON has numeric affinity: SQLite stores the documents <c>1</c> and <c>1.5</c> as numbers, which are JSON too.</summary>
internal sealed class JsonReader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
{
    private readonly VariableColumnBuilder _builder = (VariableColumnBuilder)batch.Columns[column];

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        switch (type)
        {
            case StorageClass.Text:
                _builder.Append(source.Text(value));
                break;
            case StorageClass.Integer:
                NumberText.Append(_builder, source.Int64(value));
                break;
            case StorageClass.Real when double.IsFinite(source.Double(value)):
                NumberText.Append(_builder, source.Double(value));
                break;
            default:
                ReadOther(source, type);
                break;
        }
    }
}
