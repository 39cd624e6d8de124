using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Odbc.Conversion;

/// <summary>SQL_DATE_STRUCT.</summary>
internal sealed class DateConverter(FixedColumnBuilder<int> builder) : ColumnConverter
{
    [StructLayout(LayoutKind.Sequential)]
    internal struct Date
    {
        public short Year;
        public ushort Month;
        public ushort Day;
    }

    public override void Convert(in BlockColumn source, int from, int count)
    {
        ReadOnlySpan<Date> values = source.Fixed<Date>(from, count);
        for (int i = 0; i < values.Length; i++)
        {
            if (source.IsNull(from + i))
            {
                builder.AppendNull();
                continue;
            }

            ref readonly Date value = ref values[i];
            builder.Append(CivilDate.TryToDays(value.Year, value.Month, value.Day, out int days) ? days
                : throw source.OutOfRange(from + i, $"{value.Year}-{value.Month}-{value.Day}"));
        }
    }
}
