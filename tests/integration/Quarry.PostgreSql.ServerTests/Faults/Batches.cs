using System.Globalization;
using System.Runtime.CompilerServices;
using Quarry.Columnar;
using Quarry.Contracts;

namespace Quarry.PostgreSql.ServerTests.Faults;

/// <summary>Batches to write.</summary>
internal static class Batches
{
    public static CultureInfo Culture => CultureInfo.InvariantCulture;

    public static Schema OneColumn { get; } = new([new() { Name = "i", NativeType = "integer", Type = LogicalType.Int32 }]);

    /// <summary>Batches of the numbers from 1 on.</summary>
    public static IAsyncEnumerable<ColumnBatch> Numbers(int batches, int rows) => Numbers(batches, rows, _ => Task.CompletedTask);

    /// <summary>One batch of one number.</summary>
    public static IAsyncEnumerable<ColumnBatch> One(int number) => From(number, 1, 1, _ => Task.CompletedTask, CancellationToken.None);

    /// <summary>Batches of the numbers from 1 on, and tells which batch is asked for.</summary>
    public static IAsyncEnumerable<ColumnBatch> Numbers(int batches, int rows, Func<int, Task> asked) => From(1, batches, rows, asked, CancellationToken.None);

    private static async IAsyncEnumerable<ColumnBatch> From(int value, int batches, int rows, Func<int, Task> asked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var arena = new Arena(new());
        using var builder = new BatchBuilder(OneColumn, arena, new() { Rows = rows });
        for (int i = 0; i < batches; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await asked(i);
            for (int row = 0; row < rows; row++)
            {
                ((FixedColumnBuilder<int>)builder.Columns[0]).Append(value++);
                builder.EndRow();
            }

            using ColumnBatch batch = builder.Build();
            yield return batch;
        }
    }
}
