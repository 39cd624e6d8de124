using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes values that come as text into a column of another type.</summary>
internal sealed unsafe class ParsedTextDecoder(ColumnBuilder builder) : ColumnDecoder
{
    public override void Decode(byte* data, int* cells, int stride, int rows)
    {
        for (int row = 0; row < rows; row++, cells += stride)
        {
            byte* at = data + *cells;
            int length = Cell.Length(at);
            if (length >= 0)
            {
                builder.AppendText(new ReadOnlySpan<byte>(at + sizeof(int), length));
            }
            else
            {
                builder.AppendNull();
            }
        }
    }
}
