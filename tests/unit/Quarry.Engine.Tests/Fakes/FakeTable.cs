using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Engine.Tests.Fakes;

/// <summary>Rows of text and numbers.</summary>
/// <param name="columns">Names; those that end in # are of integers, in ## of decimals without digits behind the point.</param>
/// <param name="rows">Values.</param>
internal sealed class FakeTable(string columns, params object?[][] rows)
{
    public Schema Schema { get; } = new([.. columns.Split(' ').Select(name
        => new ColumnSchema { Name = name.TrimEnd('#'), Type = name.EndsWith("##", StringComparison.Ordinal) ? LogicalType.Decimal128(38, 0) : name.EndsWith('#') ? LogicalType.Int64 : LogicalType.Utf8 })]);

    public void WriteTo(BatchBuilder builder)
    {
        foreach (object?[] row in rows)
        {
            for (int i = 0; i < row.Length; i++)
            {
                if (row[i] is null)
                {
                    builder.Columns[i].AppendNull();
                }
                else
                {
                    builder.Columns[i].AppendUtf16(Convert.ToString(row[i], CultureInfo.InvariantCulture));
                }
            }

            builder.EndRow();
        }
    }
}
