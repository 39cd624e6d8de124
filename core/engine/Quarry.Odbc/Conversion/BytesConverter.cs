using Quarry.Contracts;

namespace Quarry.Odbc.Conversion;

/// <summary>UTF-8 and bytes: what the driver wrote, one value behind the other.</summary>
internal sealed class BytesConverter(VariableColumnBuilder builder) : ColumnConverter
{
    public override void Convert(in BlockColumn source, int from, int count)
    {
        for (int row = from; row < from + count; row++)
        {
            if (source.IsNull(row))
            {
                builder.AppendNull();
            }
            else
            {
                builder.Append(source.Bytes(row));
            }
        }
    }
}
