using System.Globalization;
using System.Numerics;
using Quarry.Contracts;

namespace Quarry.Odbc.Conversion;

/// <summary>Integers that were fetched with 64 bits, since drivers cut a smaller C type without a word, into a column of fewer.</summary>
internal sealed class NarrowingConverter<T>(FixedColumnBuilder<T> builder) : ColumnConverter
    where T : unmanaged, IBinaryInteger<T>
{
    public override void Convert(in BlockColumn source, int from, int count)
    {
        ReadOnlySpan<long> values = source.Fixed<long>(from, count);
        if (source.AllPlain(from, count))
        {
            Span<T> target = builder.Reserve(count);
            long lost = 0;
            for (int i = 0; i < values.Length; i++)
            {
                T narrow = T.CreateTruncating(values[i]);
                target[i] = narrow;
                lost |= values[i] ^ long.CreateTruncating(narrow);
            }

            if (lost == 0)
            {
                builder.Advance(count);
                return;
            }
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (source.IsNull(from + i))
            {
                builder.AppendNull();
            }
            else
            {
                T narrow = T.CreateTruncating(values[i]);
                builder.Append(long.CreateTruncating(narrow) == values[i] ? narrow : throw source.OutOfRange(from + i, values[i].ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}
