using Quarry.Contracts;
using Quarry.Odbc.Parameters;
using Quarry.Odbc.Tests.Support;

namespace Quarry.Odbc.Tests.Parameters;

public sealed class ParameterRowTests
{
    private static readonly Parameter[] s_all =
    [
        new(LogicalType.Boolean, true), new(LogicalType.Int8, (sbyte)-1), new(LogicalType.Int16, (short)-2), new(LogicalType.Int32, -3), new(LogicalType.Int64, -4L),
        new(LogicalType.UInt8, (byte)1), new(LogicalType.UInt16, (ushort)2), new(LogicalType.UInt32, 3u), new(LogicalType.UInt64, ulong.MaxValue),
        new(LogicalType.Float32, 1.5f), new(LogicalType.Float64, 2.5), new(LogicalType.Interval, new Interval(1, 2, 3)),
        new(LogicalType.Decimal(10, 2), new Decimal128(123, 2)), new(LogicalType.Decimal(50, 2), new Decimal256((Int256)123, 2)),
        new(LogicalType.Date32, 7), new(LogicalType.Time64(TimeUnit.Microsecond), 8L), new(LogicalType.Timestamp(TimeUnit.Second), 9L),
        new(LogicalType.TimestampOffset(TimeUnit.Second), new TimestampOffset(10, 60)),
        new(LogicalType.Uuid, new Guid("00112233-4455-6677-8899-aabbccddeeff")), new(LogicalType.FixedBinary(2), new byte[] { 1, 2 }), new(LogicalType.Binary, new byte[] { 3 }),
        new(LogicalType.Utf8, "ü"), new(LogicalType.Json, "{}"), new(LogicalType.Xml, "<a/>"), new(LogicalType.NumericText, "1.50"),
    ];

    [Fact]
    public void A_value_of_each_type_comes_back_as_an_output_would()
    {
        var memory = new CountingMemory();
        using (ColumnBatch batch = ParameterRow.Of([s_all, [.. s_all.Select(parameter => new Parameter(parameter.Type, null))]], memory))
        {
            batch.Rows.Should().Be(2);
            for (int i = 0; i < s_all.Length; i++)
            {
                batch.Columns[i].IsNull(0).Should().BeFalse();
                OutputValue.Of(batch.Columns[i]).Should().BeEquivalentTo(s_all[i].Value, "of {0}", s_all[i].Type);
                batch.Columns[i].IsNull(1).Should().BeTrue();
            }
        }

        memory.Outstanding.Should().Be(0);
    }

    [Fact]
    public void Every_kind_but_lists_stands_above()
        => s_all.Select(parameter => parameter.Type.Kind).Distinct().Order().Should().Equal(Enum.GetValues<TypeKind>().Where(kind => kind != TypeKind.List));

    [Fact]
    public void A_value_of_another_form_is_refused_with_its_number_and_not_shown()
    {
        var memory = new CountingMemory();
        Parameter[] wrong = [new(LogicalType.Int32, 1), new(LogicalType.Int64, "s3cret")];
        QuarryException error = FluentActions.Invoking(() => ParameterRow.Of([wrong], memory)).Should().Throw<QuarryException>().Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 4301));
        error.Message.Should().Contain("Parameter 2").And.Contain("String").And.NotContain("s3cret");
        memory.Outstanding.Should().Be(0);
    }
}
