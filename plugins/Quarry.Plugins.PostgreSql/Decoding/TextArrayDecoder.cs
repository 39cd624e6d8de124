using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes arrays that come as text, <c>{a,"b c",NULL}</c>, of one dimension that starts at 1.</summary>
/// <remarks>Source: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO.</remarks>
internal sealed unsafe class TextArrayDecoder(ListColumnBuilder builder, byte delimiter, RowPlace place) : ColumnDecoder
{
    private byte[] _unescaped = [];

    public override void Decode(byte* data, int* cells, int stride, int rows)
    {
        for (int row = 0; row < rows; row++, cells += stride)
        {
            byte* at = data + *cells;
            int length = Cell.Length(at);
            if (length < 0)
            {
                builder.AppendNull();
                continue;
            }

            Read(new(at + sizeof(int), length));
            builder.EndList();
        }
    }

    private void Read(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("["u8))
        {
            throw ValueErrors.Dimensions(place.Column, place.Row, "a first index that is not 1");
        }

        if (text.Length < 2 || text[0] != '{' || text[^1] != '}')
        {
            throw Malformed();
        }

        text = text[1..^1];
        while (!text.IsEmpty)
        {
            text = text[0] == '"' ? ReadQuoted(text[1..]) : ReadPlain(text);
            if (text.IsEmpty)
            {
                break;
            }

            // After a delimiter comes another element.
            text = text[0] == delimiter && text.Length > 1 ? text[1..] : throw Malformed();
        }
    }

    private ReadOnlySpan<byte> ReadPlain(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf(delimiter);
        ReadOnlySpan<byte> element = end < 0 ? text : text[..end];
        if (element.StartsWith("{"u8))
        {
            throw ValueErrors.Dimensions(place.Column, place.Row, "several dimensions");
        }

        if (element.IsEmpty || element.ContainsAny("\"\\{}"u8))
        {
            throw Malformed();
        }

        if (element.SequenceEqual("NULL"u8))
        {
            builder.Elements.AppendNull();
        }
        else
        {
            builder.Elements.AppendText(element);
        }

        return text[element.Length..];
    }

    private ReadOnlySpan<byte> ReadQuoted(ReadOnlySpan<byte> text)
    {
        if (_unescaped.Length < text.Length)
        {
            _unescaped = new byte[text.Length];
        }

        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte one = text[i];
            if (one == '"')
            {
                builder.Elements.AppendText(_unescaped.AsSpan(0, length));
                return text[(i + 1)..];
            }

            if (one == '\\')
            {
                one = ++i < text.Length ? text[i] : throw Malformed();
            }

            _unescaped[length++] = one;
        }

        throw Malformed();
    }

    private QuarryException Malformed() => ValueErrors.Form(place.Column, place.Row, "a text that is no array");
}
