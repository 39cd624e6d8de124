using System.Runtime.InteropServices;

namespace Quarry.Contracts.Tests;

public sealed class DeferredBlockTests
{
    [Fact]
    public void A_deferred_block_is_prepared_once_before_its_first_use_however_many_threads_come()
    {
        var block = new Block();
        Parallel.For(0, 16, _ => block.Span(0, 1)[0].Should().Be(7));
        block.Uses.Should().Be(1);
        block.Address.Should().NotBe(0);
        block.Release();
        block.Released.Should().Be(1);
    }

    [Fact]
    public void A_preparation_that_fails_is_tried_again()
    {
        var block = new Block { Fails = true };
        block.Invoking(b => b.Address).Should().Throw<FormatException>();
        block.Invoking(b => b.Span(0, 1).ToArray()).Should().Throw<FormatException>();
        block.Uses.Should().Be(2);
        block.Fails = false;
        block.Span(0, 1)[0].Should().Be(7);
        block.Release();
        block.Released.Should().Be(1, "a failed preparation keeps no reference");
    }

    [Fact]
    public void A_released_block_is_not_prepared()
    {
        var block = new Block();
        block.Release();
        block.Invoking(b => b.Address).Should().Throw<ObjectDisposedException>();
        block.Uses.Should().Be(0);
    }

    private sealed unsafe class Block() : MemoryBlock((nint)s_memory, 64, deferred: true)
    {
        private static readonly byte* s_memory = (byte*)NativeMemory.AlignedAlloc(64, 64);

        public int Uses { get; private set; }
        public int Released { get; private set; }
        public bool Fails { get; set; }

        protected override void OnFirstUse()
        {
            Uses++;
            if (Fails)
            {
                throw new FormatException();
            }

            s_memory[0] = 7;
        }

        protected override void OnReleased() => Released++;
    }
}
