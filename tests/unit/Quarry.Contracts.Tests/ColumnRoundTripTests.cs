using CsCheck;

namespace Quarry.Contracts.Tests;

/// <summary>Every logical type, any mixture of values and NULLs, through its builder and back, over several batches.</summary>
public sealed class ColumnRoundTripTests
{
    private static readonly Gen<Int256> s_int256 = Gen.Select(Gen.ULong, Gen.Long, (low, high) => (Int256)(((Int128)high << 64) | low));

    public static TheoryData<LogicalType> Types => new(
        LogicalType.Boolean, LogicalType.Int8, LogicalType.Int16, LogicalType.Int32, LogicalType.Int64, LogicalType.UInt8, LogicalType.UInt16,
        LogicalType.UInt32, LogicalType.UInt64, LogicalType.Float32, LogicalType.Float64, LogicalType.Decimal128(38, 4), LogicalType.Decimal128(5, -2),
        LogicalType.Decimal256(76, 10), LogicalType.Date32, LogicalType.Time64(TimeUnit.Microsecond), LogicalType.Time64(TimeUnit.Nanosecond),
        LogicalType.Timestamp(TimeUnit.Second), LogicalType.TimestampUtc(TimeUnit.Nanosecond), LogicalType.TimestampOffset(TimeUnit.Microsecond),
        LogicalType.Interval, LogicalType.Utf8, LogicalType.NumericText, LogicalType.Binary, LogicalType.FixedBinary(5), LogicalType.Uuid,
        LogicalType.Json, LogicalType.Xml, LogicalType.List(LogicalType.Int32), LogicalType.List(LogicalType.Utf8), LogicalType.List(LogicalType.Boolean));

    [Theory]
    [MemberData(nameof(Types))]
    public void Values_come_back_equal_and_all_memory_is_returned(LogicalType type)
    {
        Values(type).Null().List[0, 300].Sample(values =>
        {
            var memory = new TestMemory();
            using var builder = new BatchBuilder(new([new() { Name = "c", Type = type }]), memory, new() { Rows = 100 });
            int from = 0;
            foreach (object? value in values)
            {
                Append(builder.Columns[0], value);
                if (!builder.EndRow())
                {
                    from = Check(builder, values, from);
                }
            }

            from = Check(builder, values, from);
            from.Should().Be(values.Count);
            builder.Dispose();
            memory.Rented.Should().Be(0);
        }, iter: 60);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_a_value_is_formatted_as_is_what_a_builder_parses(LogicalType type)
    {
        if (type.Kind is TypeKind.List or TypeKind.Binary or TypeKind.FixedBinary)
        {
            return;
        }

        Values(type).Array[1, 50].Sample(values =>
        {
            var memory = new TestMemory();
            Schema schema = new([new() { Name = "c", Type = type }]);
            using var first = new BatchBuilder(schema, memory, new() { Rows = 100 });
            using var second = new BatchBuilder(schema, memory, new() { Rows = 100 });
            foreach (object value in values)
            {
                Append(first.Columns[0], value);
            }

            first.EndRows(values.Length);
            using ColumnBatch batch = first.Build();
            for (int row = 0; row < values.Length; row++)
            {
                string text = batch[0].GetString(row);
                if (row % 2 == 0)
                {
                    second.Columns[0].AppendText(System.Text.Encoding.UTF8.GetBytes(text));
                }
                else
                {
                    second.Columns[0].AppendUtf16(text);
                }
            }

            second.EndRows(values.Length);
            using ColumnBatch parsed = second.Build();
            for (int row = 0; row < values.Length; row++)
            {
                parsed[0].GetValue(row).Should().Be(values[row]);
            }
        }, iter: 40);
    }

    private static int Check(BatchBuilder builder, List<object?> values, int from)
    {
        using ColumnBatch batch = builder.Build();
        ColumnVector column = batch["c"];
        column.NullCount.Should().Be(values.Skip(from).Take(batch.Rows).Count(value => value is null));
        for (int row = 0; row < batch.Rows; row++)
        {
            column.IsNull(row).Should().Be(values[from + row] is null);
            column.GetValue(row).Should().BeEquivalentTo(values[from + row], options => options.WithStrictOrdering().RespectingRuntimeTypes());
        }

        CheckPadding(column);
        return from + batch.Rows;
    }

    // What a file or a wire would carry beside the values: null slots and padding are zero.
    private static unsafe void CheckPadding(ColumnVector column)
    {
        foreach ((ColumnBuffer buffer, int used) in new[]
        {
            (ColumnBuffer.Validity, column.Validity.Length),
            (ColumnBuffer.Data, column.Type.Layout is ColumnLayout.List or ColumnLayout.TimestampWithOffset ? 0 : column.Data.Length),
        })
        {
            if (used > 0)
            {
                new Span<byte>((void*)column.Block(buffer)!.Address, (used + 63) & ~63)[used..].IndexOfAnyExcept((byte)0).Should().Be(-1);
            }
        }

        if (column.Type.Layout == ColumnLayout.Fixed)
        {
            for (int row = 0; row < column.Length; row++)
            {
                if (column.IsNull(row))
                {
                    column.GetBytes(row).IndexOfAnyExcept((byte)0).Should().Be(-1);
                }
            }
        }
    }

    private static Gen<object> Values(LogicalType type) => type.Kind switch
    {
        TypeKind.Boolean => Gen.Bool.Select(value => (object)value),
        TypeKind.Int8 => Gen.SByte.Select(value => (object)value),
        TypeKind.Int16 => Gen.Short.Select(value => (object)value),
        TypeKind.Int32 or TypeKind.Date32 => Gen.Int.Select(value => (object)value),
        TypeKind.Int64 => Gen.Long.Select(value => (object)value),
        TypeKind.UInt8 => Gen.Byte.Select(value => (object)value),
        TypeKind.UInt16 => Gen.UShort.Select(value => (object)value),
        TypeKind.UInt32 => Gen.UInt.Select(value => (object)value),
        TypeKind.UInt64 => Gen.ULong.Select(value => (object)value),
        TypeKind.Float32 => Gen.Float.Select(value => (object)value),
        TypeKind.Float64 => Gen.Double.Select(value => (object)value),
        TypeKind.Decimal128 => Gen.Long.Select(value => (object)new Decimal128(type.Precision > 18 ? (Int128)value * 1_000_000_007 : value % 100_000, type.Scale)),
        TypeKind.Decimal256 => s_int256.Select(value => (object)new Decimal256(value, type.Scale)),
        TypeKind.Time64 => Gen.Long[0, type.Unit == TimeUnit.Microsecond ? 86_400_000_000 : 86_400_000_000_000].Select(value => (object)value),
        TypeKind.Timestamp => (type.Unit == TimeUnit.Second ? Gen.Long[-60_000_000_000, 250_000_000_000] : Gen.Long).Select(value => (object)value),
        TypeKind.TimestampOffset => Gen.Select(Gen.Long[-60_000_000_000_000_000, 250_000_000_000_000_000], Gen.Short[-1439, 1439], (instant, offset) => (object)new TimestampOffset(instant, offset)),
        TypeKind.Interval => Gen.Select(Gen.Int, Gen.Int, Gen.Long, (months, days, nanoseconds) => (object)new Interval(months, days, nanoseconds)),
        TypeKind.Utf8 or TypeKind.Json or TypeKind.Xml => Gen.String[Gen.OneOf(Gen.Char['a', 'z'], Gen.Char['à', 'ÿ'], Gen.Char['一', '三'], Gen.Const('\0')), 0, 40].Select(value => (object)value),
        TypeKind.Binary => Gen.Byte.Array[0, 40].Select(value => (object)value),
        TypeKind.FixedBinary => Gen.Byte.Array[type.ByteWidth].Select(value => (object)value),
        TypeKind.Uuid => Gen.Guid.Select(value => (object)value),
        _ => Values(type.Element!).Null().Array[0, 5].Select(value => (object)value),
    };

    private static void Append(ColumnBuilder builder, object? value)
    {
        switch (value)
        {
            case null: builder.AppendNull(); break;
            case bool flag: ((BooleanColumnBuilder)builder).Append(flag); break;
            case sbyte number: ((FixedColumnBuilder<sbyte>)builder).Append(number); break;
            case short number: ((FixedColumnBuilder<short>)builder).Append(number); break;
            case int number: ((FixedColumnBuilder<int>)builder).Append(number); break;
            case long number: ((FixedColumnBuilder<long>)builder).Append(number); break;
            case byte number: ((FixedColumnBuilder<byte>)builder).Append(number); break;
            case ushort number: ((FixedColumnBuilder<ushort>)builder).Append(number); break;
            case uint number: ((FixedColumnBuilder<uint>)builder).Append(number); break;
            case ulong number: ((FixedColumnBuilder<ulong>)builder).Append(number); break;
            case float number: ((FixedColumnBuilder<float>)builder).Append(number); break;
            case double number: ((FixedColumnBuilder<double>)builder).Append(number); break;
            case Decimal128 number: ((Decimal128ColumnBuilder)builder).Append(number); break;
            case Decimal256 number: ((Decimal256ColumnBuilder)builder).Append(number); break;
            case Interval interval: ((FixedColumnBuilder<Interval>)builder).Append(interval); break;
            case TimestampOffset instant: ((TimestampOffsetColumnBuilder)builder).Append(instant); break;
            case Guid uuid: ((FixedBinaryColumnBuilder)builder).Append(uuid); break;
            case string text: ((VariableColumnBuilder)builder).Append(System.Text.Encoding.UTF8.GetBytes(text)); break;
            case byte[] bytes when builder is VariableColumnBuilder variable: variable.Append(bytes); break;
            case byte[] bytes: ((FixedBinaryColumnBuilder)builder).Append(bytes); break;
            case object?[] list:
                var lists = (ListColumnBuilder)builder;
                foreach (object? element in list)
                {
                    Append(lists.Elements, element);
                }

                lists.EndList();
                break;
            default: throw new NotSupportedException(value.GetType().Name);
        }
    }
}
