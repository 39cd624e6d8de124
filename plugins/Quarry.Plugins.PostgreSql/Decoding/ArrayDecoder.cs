using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes arrays of one dimension that starts at 1 into lists.</summary>
/// <remarks>On the wire: dimensions, whether there are NULLs, the element's type, then length and lower bound of each dimension, 32 bits each, then the
/// elements like columns of a row. An empty array has no dimension. Source: array_send in src/backend/utils/adt/arrayfuncs.c.</remarks>
internal sealed unsafe class ArrayDecoder(ListColumnBuilder builder, ColumnDecoder elements, RowPlace place) : ColumnDecoder
{
    private const int HeaderBytes = 12;
    private const int DimensionBytes = 8;
    private const int MaxDimensions = 6;
    private const int Run = 1024;

    private readonly int[] _cells = new int[Run];

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

            int start = *cells + sizeof(int);
            int count = ReadHeader(at + sizeof(int), length);
            DecodeElements(data, start + HeaderBytes + (count > 0 ? DimensionBytes : 0), start + length, count);
            builder.EndList();
        }
    }

    private int ReadHeader(byte* at, int length)
    {
        int dimensions = length < HeaderBytes ? -1 : Cell.Int32(at);
        if (dimensions is < 0 or > MaxDimensions || length < HeaderBytes + dimensions * DimensionBytes)
        {
            throw ValueErrors.Length(place.Column, place.Row, length);
        }

        if (dimensions == 0)
        {
            return 0;
        }

        if (dimensions > 1)
        {
            throw ValueErrors.Dimensions(place.Column, place.Row, "several dimensions");
        }

        int count = Cell.Int32(at + HeaderBytes);
        if (count < 1 || count > (length - HeaderBytes - DimensionBytes) / sizeof(int))
        {
            throw ValueErrors.Form(place.Column, place.Row, "a wrong count of elements");
        }

        return Cell.Int32(at + HeaderBytes + sizeof(int)) == 1 ? count : throw ValueErrors.Dimensions(place.Column, place.Row, "a first index that is not 1");
    }

    private void DecodeElements(byte* data, int at, int end, int count)
    {
        fixed (int* cells = _cells)
        {
            for (int left = count; left > 0; left -= Run)
            {
                int run = Math.Min(left, Run);
                for (int i = 0; i < run; i++)
                {
                    cells[i] = at;
                    int length = end - at < sizeof(int) ? int.MaxValue : Cell.Length(data + at);
                    at += sizeof(int);
                    if (length > end - at || length < -1)
                    {
                        throw ValueErrors.Form(place.Column, place.Row, "an element that is longer than its array");
                    }

                    at += Math.Max(length, 0);
                }

                elements.Decode(data, cells, 1, run);
            }
        }

        if (at != end)
        {
            throw ValueErrors.Form(place.Column, place.Row, "bytes after its elements");
        }
    }
}
