using Quarry.Contracts;
using Quarry.Sdk.Conformance.Checks;
using Quarry.Sdk.Conformance.Running;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Tests;

public sealed class ValueTests
{
    public static TheoryData<string> Types => [.. SampleTypes.All.Select(type => type.ToString())];

    [Fact]
    public void Every_kind_of_type_is_in_the_matrix()
        => SampleTypes.All.Select(type => type.Kind).Distinct().Should().BeEquivalentTo(Enum.GetValues<TypeKind>());

    [Theory]
    [MemberData(nameof(Types))]
    public void Values_survive_a_batch_and_are_told_apart(string name)
    {
        LogicalType type = SampleTypes.All.Single(sample => sample.ToString() == name);
        object?[] values = [null, .. SampleValues.Of(type, new Random(1)), null];
        using var memory = new GuardedMemory();
        var schema = new Schema([new() { Name = "v", Type = type }]);
        using (var builder = new BatchBuilder(schema, memory, BatchLimits.Default))
        {
            foreach (object? value in values)
            {
                ValueWriter.Append(builder.Columns[0], value);
                builder.EndRow();
            }

            using ColumnBatch batch = builder.Build();
            BatchInspector.Inspect(batch, schema);
            Enumerable.Range(0, values.Length).Should().OnlyContain(row => Value.Same(values[row], batch[0].GetValue(row)));
            Value.Same(values[1], values[2]).Should().BeFalse();
        }

        memory.Complaint().Should().BeNull();
    }

    [Fact]
    public void The_same_number_in_another_form_is_not_the_same_value()
    {
        Value.Same(0d, -0d).Should().BeFalse();
        Value.Same(double.NaN, -double.NaN).Should().BeTrue();
        Value.Same(new Decimal128(10, 1), new Decimal128(100, 2)).Should().BeFalse();
        Value.Same(1, 1L).Should().BeFalse();
        Value.Same(new object?[] { 1, null }, new object?[] { 1, null }).Should().BeTrue();
    }
}
