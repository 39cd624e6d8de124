using CsCheck;
using Quarry.Contracts;

namespace Quarry.Columnar.Tests;

public sealed class ArenaTests
{
    [Theory]
    [InlineData(0, 4096)]
    [InlineData(1, 4096)]
    [InlineData(4096, 4096)]
    [InlineData(4097, 8192)]
    [InlineData(1 << 20, 1 << 20)]
    [InlineData((1 << 20) + 1, 1 << 21)]
    public void A_block_is_the_next_power_of_two_and_aligned(long bytes, long length)
    {
        using var arena = new Arena(new());
        MemoryBlock block = arena.Rent(bytes);
        block.Length.Should().Be(length);
        (block.Address % 64).Should().Be(0);
        block.Release();
    }

    [Fact]
    public void A_released_block_is_used_again_and_counted()
    {
        using var arena = new Arena(new());
        MemoryBlock first = arena.Rent(5000);
        nint address = first.Address;
        first.Release();
        MemoryBlock second = arena.Rent(6000);
        second.Address.Should().Be(address);
        arena.Statistics.Should().BeEquivalentTo(new ArenaStatistics
        {
            HeldBytes = 8192,
            RentedBytes = 8192,
            PeakRentedBytes = 8192,
            RentedBlocks = 1,
            Rents = 2,
            Reuses = 1,
        });
        second.Release();
    }

    [Fact]
    public void The_budget_is_an_error_that_names_the_setting_and_memory_that_comes_back_serves_again()
    {
        using var arena = new Arena(new() { BudgetBytes = 16384 });
        MemoryBlock all = arena.Rent(16384);
        QuarryException error = arena.Invoking(a => a.Rent(1)).Should().Throw<QuarryException>().Which;
        error.Kind.Should().Be(ErrorKind.Resource);
        error.Code.Should().Be(2001);
        error.Message.Should().Contain("16384").And.Contain("MemoryBudgetBytes");
        all.Release();
        MemoryBlock small = arena.Rent(1);
        small.Length.Should().Be(16384, "a larger block serves when a new one would exceed the budget");
        small.Release();
    }

    [Fact]
    public void Idle_blocks_that_are_too_small_make_room_for_a_large_one_and_serve_again()
    {
        using var arena = new Arena(new() { BudgetBytes = 1 << 20 });
        MemoryBlock[] small = [.. Enumerable.Range(0, 4).Select(_ => arena.Rent(1 << 18))];
        foreach (MemoryBlock block in small)
        {
            block.Release();
        }

        MemoryBlock large = arena.Rent(1 << 20);
        arena.Statistics.HeldBytes.Should().Be(1 << 20);
        large.Release();
        MemoryBlock again = arena.Rent(1 << 18);
        again.Span(0, 8).Fill(1);
        again.Release();
        arena.Statistics.RentedBlocks.Should().Be(0);
    }

    [Fact]
    public void A_reference_to_memory_that_came_back_is_refused()
    {
        using var arena = new Arena(new());
        MemoryBlock block = arena.Rent(64);
        block.Release();
        block.Invoking(b => b.Retain()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Memory_that_comes_back_is_poisoned_where_that_was_asked()
    {
        using var arena = new Arena(new() { Poison = true });
        MemoryBlock block = arena.Rent(64);
        block.Span(0, 64).Fill(7);
        block.Release();
        MemoryBlock again = arena.Rent(64);
        again.Span(0, 64).ToArray().Should().OnlyContain(value => value == 0xDB);
        again.Release();
    }

    [Fact]
    public void A_block_rented_beyond_the_arenas_end_stays_valid_until_it_is_released()
    {
        var arena = new Arena(new());
        MemoryBlock block = arena.Rent(64);
        arena.Dispose();
        block.Span(0, 8).Fill(1);
        arena.Statistics.RentedBlocks.Should().Be(1);
        block.Release();
        arena.Statistics.HeldBytes.Should().Be(0);
        arena.Invoking(a => a.Rent(1)).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void A_block_detects_use_after_release_and_double_release()
    {
        using var arena = new Arena(new());
        MemoryBlock block = arena.Rent(64);
        block.Release();
        block.Invoking(b => b.Span(0, 1).ToArray()).Should().Throw<ObjectDisposedException>();
        block.Invoking(b => b.Release()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Threads_that_rent_and_release_leave_nothing_rented_and_never_share_a_block()
    {
        using var arena = new Arena(new());
        Parallel.For(0, 64, worker =>
        {
            for (int i = 0; i < 500; i++)
            {
                MemoryBlock block = arena.Rent((i % 7 + 1) * 3000);
                Span<byte> span = block.Span(0, 3000);
                span.Fill((byte)worker);
                span.IndexOfAnyExcept((byte)worker).Should().Be(-1);
                block.Release();
            }
        });
        arena.Statistics.RentedBlocks.Should().Be(0);
        arena.Statistics.RentedBytes.Should().Be(0);
    }

    [Fact]
    public void Any_order_of_rents_and_releases_keeps_the_counts()
    {
        Gen.Int[0, 200_000].List[0, 60].Sample(sizes =>
        {
            using var arena = new Arena(new() { BudgetBytes = 1L << 26 });
            List<MemoryBlock> blocks = [.. sizes.Select(size => arena.Rent(size))];
            bool held = arena.Statistics.RentedBytes == blocks.Sum(block => block.Length);
            blocks.ForEach(block => block.Release());
            return held && arena.Statistics is { RentedBlocks: 0, RentedBytes: 0 };
        });
    }
}
