using Quarry.Contracts;

namespace Quarry.Plugins.Sqlite.Tests.Support;

/// <summary>Batches from values in the form of <see cref="Parameter"/>.</summary>
internal static class Batches
{
    public static ColumnBatch Build(BatchMemory memory, Schema schema, IReadOnlyList<object?[]> rows)
    {
        using var builder = new BatchBuilder(schema, memory, BatchLimits.Default);
        foreach (object?[] row in rows)
        {
            for (int column = 0; column < row.Length; column++)
            {
                Append(builder.Columns[column], row[column]);
            }

            builder.EndRow();
        }

        return builder.Build();
    }

    public static async IAsyncEnumerable<ColumnBatch> StreamAsync(params ColumnBatch[] batches)
    {
        foreach (ColumnBatch batch in batches)
        {
            await Task.Yield();
            using (batch)
            {
                yield return batch;
            }
        }
    }

    private static void Append(ColumnBuilder builder, object? value)
    {
        switch (value)
        {
            case null: builder.AppendNull(); break;
            case bool item: ((BooleanColumnBuilder)builder).Append(item); break;
            case sbyte item: ((FixedColumnBuilder<sbyte>)builder).Append(item); break;
            case short item: ((FixedColumnBuilder<short>)builder).Append(item); break;
            case int item: ((FixedColumnBuilder<int>)builder).Append(item); break;
            case long item: ((FixedColumnBuilder<long>)builder).Append(item); break;
            case byte item: ((FixedColumnBuilder<byte>)builder).Append(item); break;
            case ushort item: ((FixedColumnBuilder<ushort>)builder).Append(item); break;
            case uint item: ((FixedColumnBuilder<uint>)builder).Append(item); break;
            case ulong item: ((FixedColumnBuilder<ulong>)builder).Append(item); break;
            case float item: ((FixedColumnBuilder<float>)builder).Append(item); break;
            case double item: ((FixedColumnBuilder<double>)builder).Append(item); break;
            case Decimal128 item: ((Decimal128ColumnBuilder)builder).Append(item); break;
            case Decimal256 item: ((Decimal256ColumnBuilder)builder).Append(item.Unscaled); break;
            case Interval item: ((FixedColumnBuilder<Interval>)builder).Append(item); break;
            case TimestampOffset item: ((TimestampOffsetColumnBuilder)builder).Append(item); break;
            case Guid item: ((FixedBinaryColumnBuilder)builder).Append(item); break;
            case byte[] item when builder is FixedBinaryColumnBuilder fixedBinary: fixedBinary.Append(item); break;
            case byte[] item: ((VariableColumnBuilder)builder).Append(item); break;
            case string item: builder.AppendUtf16(item); break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }
}
