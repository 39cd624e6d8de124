namespace Quarry.Security.Tests;

public sealed class SecretBufferTests
{
    [Fact]
    public void A_disposed_secret_is_erased_in_place()
    {
        var secret = new SecretBuffer("hunter2"u8);
        ReadOnlySpan<byte> bytes = secret.Bytes;
        System.Text.Encoding.UTF8.GetString(bytes).Should().Be("hunter2");
        secret.Dispose();
        bytes.IndexOfAnyExcept((byte)0).Should().Be(-1);
        secret.Dispose();
        secret.Invoking(s => s.Bytes.Length).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Its_text_shows_nothing() => new SecretBuffer("hunter2"u8).ToString().Should().Be("secret");
}
