using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes text and bytes as they are.</summary>
internal sealed unsafe class TextDecoder(VariableColumnBuilder builder) : ColumnDecoder
{
    public override void Decode(byte* data, int* cells, int stride, int rows)
    {
        for (int row = 0; row < rows; row++, cells += stride)
        {
            byte* at = data + *cells;
            int length = Cell.Length(at);
            if (length >= 0)
            {
                builder.Append(new ReadOnlySpan<byte>(at + sizeof(int), length));
            }
            else
            {
                builder.AppendNull();
            }
        }
    }
}
