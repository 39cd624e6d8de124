using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Odbc.Conversion;

/// <summary>SQL_C_BIT: a byte of 0 or 1.</summary>
internal sealed class BooleanConverter(BooleanColumnBuilder builder) : ColumnConverter
{
    public override void Convert(in BlockColumn source, int from, int count)
    {
        ReadOnlySpan<byte> values = source.Fixed<byte>(from, count);
        for (int i = 0; i < values.Length; i++)
        {
            if (source.IsNull(from + i))
            {
                builder.AppendNull();
            }
            else
            {
                builder.Append(values[i] <= 1 ? values[i] == 1 : throw source.OutOfRange(from + i, values[i].ToString(CultureInfo.InvariantCulture)));
            }
        }
    }
}
