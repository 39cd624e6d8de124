using Quarry.Contracts;

namespace Quarry.Odbc.Conversion;

/// <summary>Values that lie in the block as they lie in a column.</summary>
internal sealed class FixedConverter<T>(FixedColumnBuilder<T> builder) : ColumnConverter
    where T : unmanaged
{
    public override void Convert(in BlockColumn source, int from, int count)
    {
        if (source.AllPlain(from, count))
        {
            builder.Append(source.Fixed<T>(from, count));
            return;
        }

        ReadOnlySpan<T> values = source.Fixed<T>(from, count);
        for (int i = 0; i < values.Length; i++)
        {
            if (source.IsNull(from + i))
            {
                builder.AppendNull();
            }
            else
            {
                builder.Append(values[i]);
            }
        }
    }
}
