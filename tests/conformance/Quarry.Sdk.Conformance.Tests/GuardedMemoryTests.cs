using Quarry.Contracts;
using Quarry.Sdk.Conformance.Running;

namespace Quarry.Sdk.Conformance.Tests;

public sealed class GuardedMemoryTests
{
    [Fact]
    public void A_block_that_is_kept_is_a_complaint()
    {
        using var memory = new GuardedMemory();
        MemoryBlock block = memory.Rent(100);

        memory.Complaint().Should().Contain("1 memory block(s) of 128 bytes");
        block.Release();
        memory.Complaint().Should().BeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public unsafe void A_write_beyond_the_end_is_a_complaint(bool released)
    {
        using var memory = new GuardedMemory();
        MemoryBlock block = memory.Rent(64);
        ((byte*)block.Address)[block.Length] = 1;
        if (released)
        {
            block.Release();
        }

        memory.Complaint().Should().Contain("beyond their end");
        if (!released)
        {
            block.Release();
        }
    }

    [Fact]
    public unsafe void Memory_is_garbage_when_it_comes_and_when_it_goes()
    {
        using var memory = new GuardedMemory();
        MemoryBlock block = memory.Rent(0);
        block.Length.Should().Be(64);
        (block.Address % 64).Should().Be(0);
        block.Span(0, 64).ToArray().Should().OnlyContain(value => value == 0xA5);
        byte* address = (byte*)block.Address;
        block.Release();
        new ReadOnlySpan<byte>(address, 64).ToArray().Should().OnlyContain(value => value == 0xDD);
    }

    [Fact]
    public void It_runs_dry_on_demand()
    {
        using var memory = new GuardedMemory { Allowance = 1 };
        memory.Rent(1).Release();

        memory.Invoking(m => m.Rent(1)).Should().Throw<QuarryException>().Which.Kind.Should().Be(ErrorKind.Resource);
    }

    [Fact]
    public void A_credential_is_revoked_when_the_session_is_open()
    {
        using var memory = new GuardedMemory();
        var host = new CheckHost(memory, new Password());
        int length = 0;
        host.Credential!.Use(0, (secret, _) => length = secret.Length);
        length.Should().Be(3);

        host.Revoke();

        host.Credential.Invoking(credential => credential.Use(0, (_, _) => { })).Should().Throw<InvalidOperationException>();
    }

    private sealed class Password : Credential
    {
        public override CredentialKind Kind => CredentialKind.Password;

        public override void Use<TState>(TState state, SecretAction<TState> action) => action("abc"u8, state);
    }
}
