using Quarry.Contracts;

namespace Quarry.Odbc.Conversion;

/// <summary>SQLGUID: three integers of the machine's order and eight bytes, as <see cref="Guid"/> has them in memory.</summary>
internal sealed class GuidConverter(FixedBinaryColumnBuilder builder) : ColumnConverter
{
    public override void Convert(in BlockColumn source, int from, int count)
    {
        ReadOnlySpan<Guid> values = source.Fixed<Guid>(from, count);
        for (int i = 0; i < values.Length; i++)
        {
            if (source.IsNull(from + i))
            {
                builder.AppendNull();
            }
            else
            {
                builder.Append(values[i]);
            }
        }
    }
}
