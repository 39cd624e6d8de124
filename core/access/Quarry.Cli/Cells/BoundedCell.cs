using Quarry.Cli.Output;
using Quarry.Contracts;

namespace Quarry.Cli.Cells;

/// <summary>A value whose text is at most <see cref="ValueText.MaxLength"/> bytes of digits, letters and punctuation that no format escapes.</summary>
internal abstract class BoundedCell(bool quoted) : CellWriter
{
    public sealed override void Write(OutputBuffer output, int row)
    {
        Span<byte> room = output.GetSpan(ValueText.MaxLength + 2);
        if (!quoted)
        {
            output.Advance(Format(row, room));
            return;
        }

        int length = Format(row, room[1..]);
        room[0] = room[length + 1] = (byte)'"';
        output.Advance(length + 2);
    }

    /// <summary>Writes the text and returns its length.</summary>
    protected abstract int Format(int row, Span<byte> room);
}
