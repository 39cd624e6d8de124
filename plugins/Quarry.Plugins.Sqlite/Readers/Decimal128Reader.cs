using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Native;

namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>A value as decimal128: INTEGER exactly, REAL by its shortest round-trip text, TEXT if it is a number; each if it fits (p,s).</summary>
internal sealed class Decimal128Reader<TSource> : ColumnReader<TSource>
    where TSource : struct, IValueSource
{
    private readonly Decimal128ColumnBuilder _builder;
    private readonly int _precision;
    private readonly int _scale;
    private readonly long _multiplier;
    private readonly long _integerLimit;

    public Decimal128Reader(BatchBuilder batch, int column)
        : base(batch, column)
    {
        _builder = (Decimal128ColumnBuilder)batch.Columns[column];
        (_precision, _scale) = (_builder.Column.Type.Precision, _builder.Column.Type.Scale);

        // Integers below 10^(p-s) times 10^s fit 64 bits up to 18 digits; limit 0 sends the rest to the exact arithmetic.
        bool fast = _precision <= 18 && _scale >= 0 && _scale <= _precision;
        _multiplier = fast ? PowerOfTen(_scale) : 0;
        _integerLimit = fast ? PowerOfTen(_precision - _scale) : 0;
    }

    public override void Read(TSource source)
    {
        nint value = source.Value(Column);
        int type = source.Type(value);
        switch (type)
        {
            case StorageClass.Real when Decimal128.TryFromDouble(source.Double(value), _precision, _scale, out Decimal128 real):
                _builder.Append(real.Unscaled);
                break;
            case StorageClass.Integer:
                ReadInteger(source, source.Int64(value));
                break;
            case StorageClass.Text:
                _builder.AppendText(source.Text(value));
                break;
            default:
                ReadOther(source, type);
                break;
        }
    }

    private void ReadInteger(TSource source, long value)
    {
        if (value < _integerLimit && value > -_integerLimit)
        {
            _builder.Append((Int128)(value * _multiplier));
        }
        else if (new Decimal128(value, 0).TryFit(_precision, _scale, out Decimal128 fitted) == ParseStatus.Ok)
        {
            _builder.Append(fitted.Unscaled);
        }
        else
        {
            ThrowContradiction(source, StorageClass.Integer);
        }
    }

    private static long PowerOfTen(int exponent)
    {
        long power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
