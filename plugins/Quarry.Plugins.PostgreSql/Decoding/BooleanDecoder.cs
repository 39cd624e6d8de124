using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes bool: one byte, 0 or 1.</summary>
internal sealed unsafe class BooleanDecoder(BooleanColumnBuilder builder, RowPlace place) : ColumnDecoder
{
    public override void Decode(byte* data, int* cells, int stride, int rows)
    {
        for (int row = 0; row < rows; row++, cells += stride)
        {
            byte* at = data + *cells;
            int length = Cell.Length(at);
            if (length < 0)
            {
                builder.AppendNull();
            }
            else if (length == 1 && at[sizeof(int)] <= 1)
            {
                builder.Append(at[sizeof(int)] != 0);
            }
            else
            {
                throw length == 1 ? ValueErrors.Form(place.Column, place.Row, "a byte that is neither 0 nor 1") : ValueErrors.Length(place.Column, place.Row, length);
            }
        }
    }
}
