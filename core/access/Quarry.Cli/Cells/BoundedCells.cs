using Quarry.Contracts;

namespace Quarry.Cli.Cells;

internal sealed class FixedCell<T, TFormat>(bool quoted) : BoundedCell(quoted)
    where T : unmanaged
    where TFormat : IValueFormat<T>
{
    protected override int Format(int row, Span<byte> room) => TFormat.Format(Column.Values<T>()[row], Column.Type, room);
}

internal sealed class BooleanCell() : BoundedCell(quoted: false)
{
    protected override int Format(int row, Span<byte> room)
    {
        ReadOnlySpan<byte> text = (Column.Data[row >> 3] >> (row & 7) & 1) != 0 ? "true"u8 : "false"u8;
        text.CopyTo(room);
        return text.Length;
    }
}

internal sealed class UuidCell(bool quoted) : BoundedCell(quoted)
{
    protected override int Format(int row, Span<byte> room)
    {
        ValueText.TryFormatUuid(Column.GetBytes(row), room, out int written);
        return written;
    }
}

internal sealed class TimestampOffsetCell(bool quoted) : BoundedCell(quoted)
{
    protected override int Format(int row, Span<byte> room)
    {
        var value = new TimestampOffset(Column.Children[0].Values<long>()[row], Column.Children[1].Values<short>()[row]);
        ValueText.TryFormatTimestampOffset(value, Column.Type.Unit, room, out int written);
        return written;
    }
}
