using Quarry.Contracts;
using Quarry.Odbc.Errors;

namespace Quarry.Odbc.Parameters;

/// <summary>Values of parameters as rows of columns, so that one execution and an array of them are bound by the same code.</summary>
internal static class ParameterRow
{
    /// <summary>One row for each set of values; the sets have the same types.</summary>
    public static ColumnBatch Of(IReadOnlyList<IReadOnlyList<Parameter>> sets, BatchMemory memory)
    {
        IReadOnlyList<Parameter> first = sets[0];
        var schema = new Schema([.. first.Select(parameter => new ColumnSchema { Name = parameter.Name, Type = parameter.Type })]);
        using var builder = new BatchBuilder(schema, memory, new BatchLimits { Rows = sets.Count, Bytes = long.MaxValue });
        foreach (IReadOnlyList<Parameter> set in sets)
        {
            for (int i = 0; i < set.Count; i++)
            {
                Append(builder.Columns[i], set[i].Value, i + 1);
            }

            builder.EndRow();
        }

        return builder.Build();
    }

    // The forms are those that Parameter states.
    private static void Append(ColumnBuilder builder, object? value, int number)
    {
        switch (builder, value)
        {
            case (_, null): builder.AppendNull(); break;
            case (BooleanColumnBuilder to, bool given): to.Append(given); break;
            case (FixedColumnBuilder<sbyte> to, sbyte given): to.Append(given); break;
            case (FixedColumnBuilder<short> to, short given): to.Append(given); break;
            case (FixedColumnBuilder<int> to, int given): to.Append(given); break;
            case (FixedColumnBuilder<long> to, long given): to.Append(given); break;
            case (FixedColumnBuilder<byte> to, byte given): to.Append(given); break;
            case (FixedColumnBuilder<ushort> to, ushort given): to.Append(given); break;
            case (FixedColumnBuilder<uint> to, uint given): to.Append(given); break;
            case (FixedColumnBuilder<ulong> to, ulong given): to.Append(given); break;
            case (FixedColumnBuilder<float> to, float given): to.Append(given); break;
            case (FixedColumnBuilder<double> to, double given): to.Append(given); break;
            case (FixedColumnBuilder<Interval> to, Interval given): to.Append(given); break;
            case (Decimal128ColumnBuilder to, Decimal128 given): to.Append(given); break;
            case (Decimal256ColumnBuilder to, Decimal256 given): to.Append(given); break;
            case (TimestampOffsetColumnBuilder to, TimestampOffset given): to.Append(given); break;
            case (FixedBinaryColumnBuilder to, Guid given): to.Append(given); break;
            case (FixedBinaryColumnBuilder to, byte[] given): to.Append(given); break;
            case (VariableColumnBuilder to, byte[] given): to.Append(given); break;
            case (VariableColumnBuilder to, string given): to.AppendUtf16(given); break;
            default: throw OdbcErrors.ParameterValue(number, builder.Column.Type, $"a value of type {value.GetType().Name} is not its form");
        }
    }
}
