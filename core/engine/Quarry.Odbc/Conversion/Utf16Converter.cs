using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Odbc.Conversion;

/// <summary>UTF-16 into UTF-8.</summary>
internal sealed class Utf16Converter(ColumnBuilder builder) : ColumnConverter
{
    public override void Convert(in BlockColumn source, int from, int count)
    {
        for (int row = from; row < from + count; row++)
        {
            if (source.IsNull(row))
            {
                builder.AppendNull();
            }
            else
            {
                builder.AppendUtf16(MemoryMarshal.Cast<byte, char>(source.Bytes(row)));
            }
        }
    }
}
