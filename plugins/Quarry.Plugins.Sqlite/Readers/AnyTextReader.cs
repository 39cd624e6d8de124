using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>Every value as text, because the caller asked for <see cref="ReadOptions.MismatchAsText"/>: TEXT as it is, numbers as
/// <see cref="NumberText"/> writes them, a BLOB as SQLite's literal <c>X'0AFF'</c>.</summary>
internal sealed class AnyTextReader<TSource>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
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
            case StorageClass.Real:
                NumberText.Append(_builder, source.Double(value));
                break;
            case StorageClass.Blob:
                AppendLiteral(source.Blob(value));
                break;
            default:
                ReadOther(source, type);
                break;
        }
    }

    private void AppendLiteral(ReadOnlySpan<byte> blob)
    {
        int length = checked((blob.Length * 2) + 3);
        Span<byte> text = _builder.Reserve(length);
        "X'"u8.CopyTo(text);
        Convert.TryToHexString(blob, text[2..], out _);
        text[length - 1] = (byte)'\'';
        _builder.Advance(length);
    }
}
