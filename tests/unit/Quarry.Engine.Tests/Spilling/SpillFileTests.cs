using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Engine.Spilling;

namespace Quarry.Engine.Tests.Spilling;

public sealed class SpillFileTests : IDisposable
{
    private static readonly Schema s_schema = new([new() { Name = "n", Type = LogicalType.Int64 }]);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("quarry-spill-");
    private readonly Arena _arena = new(new() { Poison = true });

    private SpillOptions Options => new() { Directory = _directory.FullName };

    public void Dispose()
    {
        _arena.Statistics.RentedBlocks.Should().Be(0, "every batch was given back");
        _arena.Dispose();
        _directory.GetFiles().Should().BeEmpty("a file is deleted on every exit path");
        _directory.Delete();
    }

    [Fact]
    public async Task What_was_put_aside_comes_back_in_order_and_the_file_has_no_name_meanwhile()
    {
        await using SpillFile spill = await SpillFile.FillAsync(s_schema, Batches(3, 1000), Options, _arena, CancellationToken.None);
        _arena.Statistics.RentedBlocks.Should().Be(0, "what waits, waits in the file");
        if (!OperatingSystem.IsWindows())
        {
            _directory.GetFiles().Should().BeEmpty("not even a killed process leaves it");
        }

        (await AllAsync(spill)).Should().Equal(Enumerable.Range(0, 3000).Select(n => (long)n));
    }

    [Fact]
    public async Task A_result_without_rows_comes_back_empty()
    {
        await using SpillFile spill = await SpillFile.FillAsync(s_schema, Batches(0, 0), Options, _arena, CancellationToken.None);
        (await spill.ReadAsync(CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task An_error_of_the_result_comes_after_the_rows_before_it()
    {
        var error = new QuarryException(ErrorKind.Server, 1, "division by zero");
        await using SpillFile spill = await SpillFile.FillAsync(s_schema, Batches(2, 10, error), Options, _arena, CancellationToken.None);
        for (int i = 0; i < 2; i++)
        {
            using ColumnBatch? batch = await spill.ReadAsync(CancellationToken.None);
            batch!.Rows.Should().Be(10);
        }

        (await spill.Awaiting(file => file.ReadAsync(CancellationToken.None).AsTask()).Should().ThrowAsync<QuarryException>()).Which.Should().BeSameAs(error);
    }

    [Fact]
    public async Task Too_large_a_result_is_an_error_that_names_the_option()
        => (await FillAsync(Options with { MaxBytes = 100 }).Should().ThrowAsync<QuarryException>())
            .Which.Should().Match<QuarryException>(error => error.Kind == ErrorKind.Resource && error.Code == 5502 && error.Message.Contains("SpillOptions.MaxBytes", StringComparison.Ordinal));

    [Fact]
    public async Task A_directory_that_is_not_there_is_an_error_that_names_it()
        => (await FillAsync(new() { Directory = Path.Combine(_directory.FullName, "none") }).Should().ThrowAsync<QuarryException>())
            .Which.Should().Match<QuarryException>(error => error.Kind == ErrorKind.Resource && error.Code == 5501 && error.Message.Contains("none", StringComparison.Ordinal));

    [Fact]
    public async Task What_is_no_error_of_the_result_ends_the_writing()
    {
        using var cancel = new CancellationTokenSource();
        int read = 0;
        Func<Task> fill = () => SpillFile.FillAsync(s_schema, async () =>
        {
            if (++read == 2)
            {
                await cancel.CancelAsync();
                cancel.Token.ThrowIfCancellationRequested();
            }

            return Batch(0, 10);
        }, Options, _arena, cancel.Token).AsTask();
        await fill.Should().ThrowAsync<OperationCanceledException>();
    }

    private Func<Task> FillAsync(SpillOptions options) => () => SpillFile.FillAsync(s_schema, Batches(3, 1000), options, _arena, CancellationToken.None).AsTask();

    private Func<ValueTask<ColumnBatch?>> Batches(int count, int rows, Exception? end = null)
    {
        int next = 0;
        return () => next < count ? new(Batch(next++ * rows, rows)) : end is null ? default : throw end;
    }

    private ColumnBatch Batch(int first, int rows)
    {
        using var builder = new BatchBuilder(s_schema, _arena, BatchLimits.Default);
        for (int row = 0; row < rows; row++)
        {
            ((FixedColumnBuilder<long>)builder.Columns[0]).Append(first + row);
            builder.EndRow();
        }

        return builder.Build();
    }

    private static async Task<List<long>> AllAsync(SpillFile spill)
    {
        var values = new List<long>();
        while (await spill.ReadAsync(CancellationToken.None) is { } batch)
        {
            using (batch)
            {
                values.AddRange(batch.Columns[0].Values<long>().ToArray());
            }
        }

        return values;
    }
}
