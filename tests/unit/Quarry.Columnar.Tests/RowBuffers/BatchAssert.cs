using Quarry.Contracts;

namespace Quarry.Columnar.Tests.RowBuffers;

/// <summary>Equality of batches bit by bit.</summary>
internal static class BatchAssert
{
    public static void Equal(ColumnBatch actual, ColumnBatch expected)
    {
        actual.Rows.Should().Be(expected.Rows);
        actual.Columns.Count.Should().Be(expected.Columns.Count);
        for (int i = 0; i < expected.Columns.Count; i++)
        {
            Equal(actual.Columns[i], expected.Columns[i]);
        }
    }

    public static void Equal(Schema actual, Schema expected)
    {
        actual.Columns.Count.Should().Be(expected.Columns.Count);
        foreach ((ColumnSchema left, ColumnSchema right) in actual.Columns.Zip(expected.Columns))
        {
            (left.Name, left.Type, left.IsNullable, left.NativeType).Should().Be((right.Name, right.Type, right.IsNullable, right.NativeType));
            left.Metadata.Should().BeEquivalentTo(right.Metadata);
        }
    }

    private static void Equal(ColumnVector actual, ColumnVector expected)
    {
        string name = expected.Column.Name;
        actual.Type.Should().Be(expected.Type);
        actual.Length.Should().Be(expected.Length, name);
        actual.NullCount.Should().Be(expected.NullCount, name);
        for (int row = 0; row < expected.Length; row++)
        {
            if (actual.IsNull(row) != expected.IsNull(row))
            {
                actual.IsNull(row).Should().Be(expected.IsNull(row), "{0} row {1}", name, row);
            }
        }

        switch (expected.Type.Layout)
        {
            case ColumnLayout.Bits:
                for (int row = 0; row < expected.Length; row++)
                {
                    (actual.IsNull(row) || actual.GetBoolean(row) == expected.GetBoolean(row)).Should().BeTrue();
                }

                break;
            case ColumnLayout.Fixed:
                Same(actual.Data, expected.Data, name);
                break;
            case ColumnLayout.Variable:
                actual.Offsets.SequenceEqual(expected.Offsets).Should().BeTrue(name);
                Same(actual.Data, expected.Data, name);
                break;
            case ColumnLayout.List:
                actual.Offsets.SequenceEqual(expected.Offsets).Should().BeTrue(name);
                break;
        }

        for (int i = 0; i < expected.Children.Count; i++)
        {
            Equal(actual.Children[i], expected.Children[i]);
        }
    }

    private static void Same(ReadOnlySpan<byte> actual, ReadOnlySpan<byte> expected, string name)
    {
        if (!actual.SequenceEqual(expected))
        {
            Convert.ToHexString(actual).Should().Be(Convert.ToHexString(expected), name);
        }
    }
}
