using System.Globalization;
using System.Text;
using Quarry.Contracts;

namespace Quarry.Cli.Reading;

/// <summary>Output parameters as a row. They have no names in a message, so their columns are out1, out2 and so on.</summary>
internal static class OutputRow
{
    public static ColumnBatch Create(IReadOnlyList<Parameter> outputs, BatchMemory memory)
    {
        ColumnSchema[] columns = [.. outputs.Select((output, index) => new ColumnSchema
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"out{index + 1}"),
            Type = output.Type,
        })];
        using var builder = new BatchBuilder(new(columns), memory, BatchLimits.Default);
        for (int i = 0; i < outputs.Count; i++)
        {
            Append(builder.Columns[i], outputs[i].Value);
        }

        builder.EndRow();
        return builder.Build();
    }

    private static void Append(ColumnBuilder column, object? value)
    {
        switch (value)
        {
            case null:
                column.AppendNull();
                break;
            case int number:
                ((FixedColumnBuilder<int>)column).Append(number);
                break;
            case long number:
                ((FixedColumnBuilder<long>)column).Append(number);
                break;
            case byte[] bytes:
                ((VariableColumnBuilder)column).Append(bytes);
                break;
            default:
                ((VariableColumnBuilder)column).Append(Encoding.UTF8.GetBytes((string)value));
                break;
        }
    }
}
