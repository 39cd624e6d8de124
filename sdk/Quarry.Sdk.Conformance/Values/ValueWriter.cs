using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Values;

/// <summary>Appends one value, in the form that <see cref="Parameter"/> states, to a column.</summary>
internal static class ValueWriter
{
    public static void Append(ColumnBuilder column, object? value)
    {
        switch (value)
        {
            case null: column.AppendNull(); break;
            case bool boolean: ((BooleanColumnBuilder)column).Append(boolean); break;
            case sbyte int8: Fixed(column, int8); break;
            case short int16: Fixed(column, int16); break;
            case int int32: Fixed(column, int32); break;
            case long int64: Fixed(column, int64); break;
            case byte uint8: Fixed(column, uint8); break;
            case ushort uint16: Fixed(column, uint16); break;
            case uint uint32: Fixed(column, uint32); break;
            case ulong uint64: Fixed(column, uint64); break;
            case float float32: Fixed(column, float32); break;
            case double float64: Fixed(column, float64); break;
            case Interval interval: Fixed(column, interval); break;
            case Decimal128 number: Fixed(column, number.Rescale(column.Column.Type.Scale).Unscaled); break;
            case Decimal256 number: Fixed(column, number.Rescale(column.Column.Type.Scale).Unscaled); break;
            case TimestampOffset instant: ((TimestampOffsetColumnBuilder)column).Append(instant); break;
            case Guid uuid: ((FixedBinaryColumnBuilder)column).Append(uuid); break;
            case string text: column.AppendUtf16(text); break;
            case byte[] bytes when column is FixedBinaryColumnBuilder binary: binary.Append(bytes); break;
            case byte[] bytes: ((VariableColumnBuilder)column).Append(bytes); break;
            case IReadOnlyList<object?> list: AppendList((ListColumnBuilder)column, list); break;
            default: throw new ArgumentException($"A column of type {column.Column.Type} holds no {value.GetType()}.", nameof(value));
        }
    }

    private static void Fixed<T>(ColumnBuilder column, T value)
        where T : unmanaged
        => ((FixedColumnBuilder<T>)column).Append(value);

    private static void AppendList(ListColumnBuilder column, IReadOnlyList<object?> values)
    {
        foreach (object? value in values)
        {
            Append(column.Elements, value);
        }

        column.EndList();
    }
}
