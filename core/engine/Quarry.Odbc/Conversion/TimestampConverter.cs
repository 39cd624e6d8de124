using System.Runtime.InteropServices;
using Quarry.Contracts;

namespace Quarry.Odbc.Conversion;

/// <summary>SQL_TIMESTAMP_STRUCT, whose fraction is in nanoseconds.</summary>
internal sealed class TimestampConverter : ColumnConverter
{
    private readonly FixedColumnBuilder<long> _builder;
    private readonly long _perSecond;
    private readonly long _nanoseconds;

    public TimestampConverter(FixedColumnBuilder<long> builder)
    {
        _builder = builder;
        _perSecond = builder.Column.Type.Unit switch { TimeUnit.Second => 1, TimeUnit.Millisecond => 1_000, TimeUnit.Microsecond => 1_000_000, _ => 1_000_000_000 };
        _nanoseconds = 1_000_000_000 / _perSecond;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Timestamp
    {
        public short Year;
        public ushort Month;
        public ushort Day;
        public ushort Hour;
        public ushort Minute;
        public ushort Second;
        public uint Fraction;
    }

    public override void Convert(in BlockColumn source, int from, int count)
    {
        ReadOnlySpan<Timestamp> values = source.Fixed<Timestamp>(from, count);
        for (int i = 0; i < values.Length; i++)
        {
            if (source.IsNull(from + i))
            {
                _builder.AppendNull();
            }
            else
            {
                ref readonly Timestamp value = ref values[i];
                _builder.Append(TryConvert(value, out long epoch) ? epoch : throw source.OutOfRange(from + i,
                    $"{value.Year}-{value.Month}-{value.Day} {value.Hour}:{value.Minute}:{value.Second} and {value.Fraction} ns"));
            }
        }
    }

    private bool TryConvert(in Timestamp value, out long epoch)
    {
        epoch = 0;
        if (value.Hour > 23 || value.Minute > 59 || value.Second > 59 || value.Fraction > 999_999_999 || value.Fraction % _nanoseconds != 0
            || !CivilDate.TryToDays(value.Year, value.Month, value.Day, out int days))
        {
            return false;
        }

        long seconds = (days * 86_400L) + (value.Hour * 3600) + (value.Minute * 60) + value.Second;
        Int128 wide = ((Int128)seconds * _perSecond) + (value.Fraction / _nanoseconds);
        epoch = unchecked((long)wide);
        return wide == epoch;
    }
}
