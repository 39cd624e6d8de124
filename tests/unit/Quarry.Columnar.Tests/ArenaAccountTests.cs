using Quarry.Contracts;

namespace Quarry.Columnar.Tests;

public sealed class ArenaAccountTests
{
    [Fact]
    public void What_is_rented_counts_in_the_account_those_above_it_and_the_arena()
    {
        using var arena = new Arena(new());
        ArenaAccount source = arena.OpenAccount("source \"a\"", null);
        ArenaAccount session = source.OpenAccount("a session", null);
        ArenaAccount other = source.OpenAccount("another", null);
        MemoryBlock block = session.Rent(4096);
        MemoryBlock more = other.Rent(8192);
        session.Statistics.Should().Be(new AccountStatistics { RentedBytes = 4096, RentedBlocks = 1, PeakRentedBytes = 4096 });
        source.Statistics.Should().Be(new AccountStatistics { RentedBytes = 12288, RentedBlocks = 2, PeakRentedBytes = 12288 });
        arena.Statistics.RentedBytes.Should().Be(12288);
        block.Release();
        more.Release();
        source.Statistics.Should().Be(new AccountStatistics { RentedBytes = 0, RentedBlocks = 0, PeakRentedBytes = 12288 });
        session.Statistics.RentedBlocks.Should().Be(0);
    }

    [Fact]
    public void A_block_that_is_used_again_counts_for_its_present_renter_only()
    {
        using var arena = new Arena(new());
        ArenaAccount first = arena.OpenAccount("first", null);
        first.Rent(4096).Release();
        MemoryBlock block = arena.Rent(4096);
        first.Statistics.RentedBlocks.Should().Be(0);
        block.Release();
        first.Statistics.RentedBlocks.Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_limit_is_an_error_that_names_whose_it_is_and_leaves_the_others_alone(bool isAbove)
    {
        using var arena = new Arena(new());
        ArenaAccount source = arena.OpenAccount("source \"a\"", isAbove ? 16384 : null);
        ArenaAccount session = source.OpenAccount("a query", isAbove ? null : 16384);
        MemoryBlock block = session.Rent(16384);
        QuarryException error = session.Invoking(account => account.Rent(1)).Should().Throw<QuarryException>().Which;
        error.Kind.Should().Be(ErrorKind.Resource);
        error.Code.Should().Be(2002);
        error.Message.Should().Contain("16384").And.Contain(isAbove ? "source \"a\"" : "a query");
        session.Statistics.RentedBlocks.Should().Be(1, "what was refused is not counted");
        arena.Rent(1).Release();
        block.Release();
        session.Rent(16384).Release();
    }

    [Fact]
    public void A_limit_from_now_leaves_room_for_what_is_in_use_and_can_be_lifted()
    {
        using var arena = new Arena(new());
        ArenaAccount account = arena.OpenAccount("a session", null);
        MemoryBlock before = account.Rent(8192);
        account.LimitFromNow(4096);
        MemoryBlock within = account.Rent(4096);
        account.Invoking(a => a.Rent(4096)).Should().Throw<QuarryException>();
        account.LimitFromNow(null);
        account.Rent(1 << 20).Release();
        before.Release();
        within.Release();
    }

    [Fact]
    public async Task Who_waits_for_room_goes_on_when_a_block_of_any_account_comes_back()
    {
        using var arena = new Arena(new() { BudgetBytes = 16384 });
        ArenaAccount one = arena.OpenAccount("one", null);
        ArenaAccount two = arena.OpenAccount("two", null);
        await two.WaitForRoomAsync(16384, CancellationToken.None);
        MemoryBlock first = one.Rent(8192);
        MemoryBlock second = one.Rent(8192);
        Task waits = two.WaitForRoomAsync(16384, CancellationToken.None).AsTask();
        first.Release();
        waits.IsCompleted.Should().BeFalse("8192 bytes are still in use");
        second.Release();
        await waits;
    }

    [Fact]
    public async Task A_wait_for_room_can_be_cancelled()
    {
        using var arena = new Arena(new() { BudgetBytes = 16384 });
        MemoryBlock all = arena.Rent(16384);
        using var cancel = new CancellationTokenSource();
        Task waits = arena.OpenAccount("a", null).WaitForRoomAsync(1, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await waits.Invoking(wait => wait).Should().ThrowAsync<OperationCanceledException>();
        all.Release();
    }

    [Fact]
    public void A_limit_below_one_is_refused()
    {
        using var arena = new Arena(new());
        arena.Invoking(a => a.OpenAccount("a", 0)).Should().Throw<ArgumentOutOfRangeException>();
        arena.OpenAccount("a", null).Invoking(account => account.LimitFromNow(0)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
