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
    public static IAsyncEnumerable<ColumnBatch> Numbers(int batches, int rows) => Numbers(batches, rows, _ => { });

    /// <summary>The same, and tells which batch is asked for.</summary>
    public static async IAsyncEnumerable<ColumnBatch> Numbers(int batches, int rows, Action<int> asked, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var arena = new Arena(new());
        using var builder = new BatchBuilder(OneColumn, arena, new() { Rows = rows });
        int value = 0;
        for (int i = 0; i < batches; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            asked(i);
            for (int row = 0; row < rows; row++)
            {
                ((FixedColumnBuilder<int>)builder.Columns[0]).Append(++value);
                builder.EndRow();
            }

            await Task.Yield();
            using ColumnBatch batch = builder.Build();
            yield return batch;
        }
    }
}
