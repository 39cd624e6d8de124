using System.Text;
using Quarry.Contracts;

namespace Quarry.Odbc.Conversion;

/// <summary>The text of instants, which ODBC drivers write without an offset: the session's zone is UTC.</summary>
internal sealed class InstantConverter(TimestampColumnBuilder builder) : ColumnConverter
{
    public override void Convert(in BlockColumn source, int from, int count)
    {
        TimeUnit unit = builder.Column.Type.Unit;
        for (int row = from; row < from + count; row++)
        {
            if (source.IsNull(row))
            {
                builder.AppendNull();
                continue;
            }

            ReadOnlySpan<byte> text = source.Bytes(row).TrimEnd((byte)' ');
            builder.Append(ValueText.TryParseTimestampUtc(text, unit, assumeUtc: true, out long value) == ParseStatus.Ok
                ? value
                : throw source.OutOfRange(row, $"'{Encoding.UTF8.GetString(text)}'"));
        }
    }
}
