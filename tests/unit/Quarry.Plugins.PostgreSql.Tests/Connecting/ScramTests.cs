using System.Text;
using Quarry.Plugins.PostgreSql.Connecting.Authentication;

namespace Quarry.Plugins.PostgreSql.Tests.Connecting;

public sealed class ScramTests
{
    // RFC 7677, section 3.
    private const string Nonce = "rOprNGfwEbeRWgbNEkqO";
    private const string ServerFirst = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    private const string ServerFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

    [Fact]
    public void The_exchange_of_RFC_7677()
    {
        using var client = new ScramClient("n,,", [], Nonce, "user");
        client.FirstMessage.Should().Be("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        client.Answer(Encoding.ASCII.GetBytes(ServerFirst), "pencil"u8).Should()
            .Be("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        client.IsServerVerified.Should().BeFalse();
        client.Verify(Encoding.ASCII.GetBytes(ServerFinal));
        client.IsServerVerified.Should().BeTrue();
    }

    [Fact]
    public void Another_password_does_not_verify_the_server()
    {
        using var client = new ScramClient("n,,", [], Nonce, "user");
        client.Answer(Encoding.ASCII.GetBytes(ServerFirst), "pencils"u8);
        client.Invoking(c => c.Verify(Encoding.ASCII.GetBytes(ServerFinal))).Should().Throw<Contracts.QuarryException>().Which.Code.Should().Be(21047);
        client.IsServerVerified.Should().BeFalse();
    }

    [Fact]
    public void Nonces_differ() => Enumerable.Range(0, 100).Select(_ => ScramClient.NewNonce()).Should().OnlyHaveUniqueItems().And.NotContain(nonce => nonce.Contains(','));

    // RFC 4013, section 3, and mappings that need no tables of the runtime. What cannot be prepared stays as it is.
    [Theory]
    [InlineData("I\u00ADX", "IX", false)]
    [InlineData("user", "user", false)]
    [InlineData("USER", "USER", false)]
    [InlineData("\u00AA", "a", true)]
    [InlineData("\u2168", "IX", true)]
    [InlineData("\u0007", "\u0007", false)]
    [InlineData("\u0627\u0031", "\u0627\u0031", false)]
    [InlineData("a\u00A0b\u3000c", "a b c", false)]
    [InlineData("\u00E4\u00AD\u0007", "\u00E4\u00AD\u0007", false)]
    [InlineData("\u00AD\u0627\u0031", "\u00AD\u0627\u0031", false)]
    [InlineData("\u00AD\u0627\u0031\u0628", "\u0627\u0031\u0628", false)]
    [InlineData("\u00AD\u0627a\u0628", "\u00AD\u0627a\u0628", false)]
    [InlineData("\u00AD", "\u00AD", false)]
    [InlineData("\u00AD\U0001F600", "\u00AD\U0001F600", false)]
    public void Passwords_are_prepared(string password, string expected, bool normalizes)
    {
        using Secret prepared = SaslPrep.Prepare(Encoding.UTF8.GetBytes(password));
        Encoding.UTF8.GetString(prepared.Bytes).Should().Be(normalizes && !SaslPrep.CanNormalize ? password : expected);
    }

    [Fact]
    public void Bytes_that_are_no_text_stay_as_they_are()
    {
        using Secret prepared = SaslPrep.Prepare([0xFF, 0x41]);
        prepared.Bytes.ToArray().Should().Equal(0xFF, 0x41);
    }

    [Fact]
    public void A_secret_is_erased_and_not_shown()
    {
        var secret = Secret.Copy("sesame"u8);
        secret.ToString().Should().NotContain("sesame");
        secret.Dispose();
        secret.Bytes.ToArray().Should().AllBeEquivalentTo((byte)0);
    }
}
