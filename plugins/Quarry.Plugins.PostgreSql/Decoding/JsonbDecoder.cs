using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes jsonb: a byte with the version 1, then the text. Source: jsonb_send in src/backend/utils/adt/jsonb.c.</summary>
internal sealed unsafe class JsonbDecoder(VariableColumnBuilder builder, RowPlace place) : ColumnDecoder
{
    private const byte Version = 1;

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
            else if (length > 0 && at[sizeof(int)] == Version)
            {
                builder.Append(new ReadOnlySpan<byte>(at + sizeof(int) + 1, length - 1));
            }
            else
            {
                throw ValueErrors.Form(place.Column, place.Row, "another version than 1");
            }
        }
    }
}
