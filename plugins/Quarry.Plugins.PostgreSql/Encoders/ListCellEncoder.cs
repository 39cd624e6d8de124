using System.Buffers.Binary;
using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>Writes lists as arrays of one dimension; see <see cref="BinaryForm"/> for their form.</summary>
/// <param name="elements">Writes the elements.</param>
/// <param name="elementOid">Their type.</param>
internal sealed class ListCellEncoder(CellEncoder elements, uint elementOid) : CellEncoder
{
    private const int HeaderBytes = 12;
    private const int DimensionBytes = 8;
    private const int Run = 512;

    private readonly int[] _sizes = new int[Run];

    public override void Measure(ColumnVector column, int first, Span<int> sizes)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            if (column.IsNull(first + i))
            {
                continue;
            }

            (int start, int count) = Range(column, first + i);
            long size = count > 0 ? HeaderBytes + DimensionBytes + (long)count * sizeof(int) : HeaderBytes;
            for (int done = 0; done < count; done += Run)
            {
                Span<int> run = _sizes.AsSpan(0, Math.Min(Run, count - done));
                run.Clear();
                elements.Measure(column.Children[0], start + done, run);
                foreach (int one in run)
                {
                    size += one;
                }
            }

            sizes[i] = checked(sizes[i] + (int)size);
        }
    }

    public override void Write(ColumnVector column, int first, Span<byte> into, Span<int> at)
    {
        for (int i = 0; i < at.Length; i++)
        {
            int begin = at[i];
            if (column.IsNull(first + i))
            {
                BinaryPrimitives.WriteInt32BigEndian(into[begin..], -1);
                at[i] += sizeof(int);
                continue;
            }

            (int start, int count) = Range(column, first + i);
            at[i] = Elements(column.Children[0], start, count, into, Header(into, begin + sizeof(int), count, HasNull(column.Children[0], start, count)));
            BinaryPrimitives.WriteInt32BigEndian(into[begin..], at[i] - begin - sizeof(int));
        }
    }

    private int Header(Span<byte> into, int at, int count, bool hasNull)
    {
        BinaryPrimitives.WriteInt32BigEndian(into[at..], count > 0 ? 1 : 0);
        BinaryPrimitives.WriteInt32BigEndian(into[(at + 4)..], hasNull ? 1 : 0);
        BinaryPrimitives.WriteUInt32BigEndian(into[(at + 8)..], elementOid);
        if (count == 0)
        {
            return at + HeaderBytes;
        }

        BinaryPrimitives.WriteInt32BigEndian(into[(at + HeaderBytes)..], count);
        BinaryPrimitives.WriteInt32BigEndian(into[(at + HeaderBytes + sizeof(int))..], 1);
        return at + HeaderBytes + DimensionBytes;
    }

    private int Elements(ColumnVector items, int start, int count, Span<byte> into, int at)
    {
        for (int done = 0; done < count; done += Run)
        {
            // Sizes become places: each element begins where the one before it ends.
            Span<int> run = _sizes.AsSpan(0, Math.Min(Run, count - done));
            run.Clear();
            elements.Measure(items, start + done, run);
            for (int i = 0; i < run.Length; i++)
            {
                int size = run[i];
                run[i] = at;
                at += sizeof(int) + size;
            }

            elements.Write(items, start + done, into, run);
        }

        return at;
    }

    private static bool HasNull(ColumnVector items, int start, int count)
    {
        for (int i = 0; i < count && items.NullCount > 0; i++)
        {
            if (items.IsNull(start + i))
            {
                return true;
            }
        }

        return false;
    }

    private static (int Start, int Count) Range(ColumnVector column, int row)
    {
        ReadOnlySpan<int> offsets = column.Offsets;
        return (offsets[row], offsets[row + 1] - offsets[row]);
    }
}
