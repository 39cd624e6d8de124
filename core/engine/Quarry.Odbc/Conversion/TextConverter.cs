using Quarry.Contracts;

namespace Quarry.Odbc.Conversion;

/// <summary>Values from their text: numbers with any radix character, times, what else has no C type that keeps it whole; and bytes of a fixed number.</summary>
/// <param name="builder">The column's builder.</param>
/// <param name="isNumber">True if a comma is a radix character.</param>
/// <param name="trims">True if blanks at the end are none of the value's.</param>
internal sealed class TextConverter(ColumnBuilder builder, bool isNumber, bool trims) : ColumnConverter
{
    private const int LongestNumber = 512;

    public override void Convert(in BlockColumn source, int from, int count)
    {
        for (int row = from; row < from + count; row++)
        {
            if (source.IsNull(row))
            {
                builder.AppendNull();
                continue;
            }

            ReadOnlySpan<byte> text = source.Bytes(row);
            if (isNumber && text.Contains((byte)','))
            {
                AppendWithPoint(text);
            }
            else
            {
                builder.AppendText(trims ? text.TrimEnd((byte)' ') : text);
            }
        }
    }

    // The session's locale decides the character (NLS_NUMERIC_CHARACTERS of Oracle). Groups are never written.
    private void AppendWithPoint(ReadOnlySpan<byte> text)
    {
        Span<byte> point = stackalloc byte[LongestNumber];
        if (text.Length > point.Length || text.Count((byte)',') > 1 || text.Contains((byte)'.'))
        {
            builder.AppendText(text);
            return;
        }

        text.Replace(point[..text.Length], (byte)',', (byte)'.');
        builder.AppendText(point[..text.Length]);
    }
}
