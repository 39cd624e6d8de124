using System.Numerics;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>INTEGER as an integer of fewer bits, if it is in range.</summary>
internal sealed class NarrowIntegerReader<TSource, T>(BatchBuilder batch, int column) : ColumnReader<TSource>(batch, column)
    where TSource : struct, IValueSource
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly FixedColumnBuilder<T> _builder = (FixedColumnBuilder<T>)batch.Columns[column];
    private readonly long _min = long.CreateChecked(T.MinValue);
    private readonly long _max = long.CreateSaturating(T.MaxValue);

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        if (type != StorageClass.Integer)
        {
            ReadOther(source, type);
            return;
        }

        long integer = source.Int64(value);
        if (integer < _min || integer > _max)
        {
            ThrowContradiction(source, type);
        }

        _builder.Append(T.CreateTruncating(integer));
    }
}
