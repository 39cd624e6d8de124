using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes uuid: 16 bytes in the order of RFC 9562.</summary>
internal sealed unsafe class UuidDecoder(FixedBinaryColumnBuilder builder, RowPlace place) : ColumnDecoder
{
    private const int Bytes = 16;

    public override void Decode(byte* data, int* cells, int stride, int rows)
    {
        for (int row = 0; row < rows; row++, cells += stride)
        {
            byte* at = data + *cells;
            int length = Cell.Length(at);
            if (length == Bytes)
            {
                builder.Append(new ReadOnlySpan<byte>(at + sizeof(int), Bytes));
            }
            else if (length < 0)
            {
                builder.AppendNull();
            }
            else
            {
                throw ValueErrors.Length(place.Column, place.Row, length);
            }
        }
    }
}
