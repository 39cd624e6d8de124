using System.Text;
using CsCheck;
using Quarry.Contracts;
using Quarry.Engine.Targets;

namespace Quarry.Engine.Tests.Targets;

public class TargetParserTests
{
    private static readonly Gen<string> s_text = Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['\u0001', '\u07FF'], Gen.Char['\uE000', '\uFFFD'])
        .Array[0, 12].Select(letters => new string(letters) + (letters.Length > 6 ? "😀" : ""));

    [Theory]
    [InlineData("postgresql://app@db:5432/sales", "postgresql", "app", "db", 5432, "/sales")]
    [InlineData("PostgreSQL://DB.Example/Sales", "postgresql", "", "DB.Example", 0, "/Sales")]
    [InlineData("postgresql://", "postgresql", "", "", 0, "")]
    [InlineData("postgresql:///sales", "postgresql", "", "", 0, "/sales")]
    [InlineData("postgresql://h", "postgresql", "", "h", 0, "")]
    [InlineData("postgresql://a%40b@h/%C3%BC%20x", "postgresql", "a@b", "h", 0, "/ü x")]
    [InlineData("postgresql://[::1]:5433/x", "postgresql", "", "::1", 5433, "/x")]
    [InlineData("postgresql://u@[fe80::1%25eth0]", "postgresql", "u", "fe80::1%eth0", 0, "")]
    [InlineData("postgresql://h1:1,h2:2/x", "postgresql", "", "h1:1,h2:2", 0, "/x")]
    [InlineData("postgresql://%2Fvar%2Frun/x", "postgresql", "", "/var/run", 0, "/x")]
    [InlineData("sqlite:///abs/a.db", "sqlite", "", "", 0, "/abs/a.db")]
    [InlineData("sqlite:/abs/a.db", "sqlite", "", "", 0, "/abs/a.db")]
    [InlineData("sqlite:rel/a.db", "sqlite", "", "", 0, "rel/a.db")]
    [InlineData("sqlite:rel/password=a.db", "sqlite", "", "", 0, "rel/password=a.db")]
    [InlineData("postgresql:host=db user=app", "postgresql", "", "", 0, "host=db user=app")]
    [InlineData("sqlite:./../My File@1.db", "sqlite", "", "", 0, "./../My File@1.db")]
    [InlineData("sqlite::memory:", "sqlite", "", "", 0, ":memory:")]
    [InlineData("sqlite:", "sqlite", "", "", 0, "")]
    [InlineData("sqlite:///C:/x.db", "sqlite", "", "", 0, "C:/x.db")]
    [InlineData(@"sqlite:C:\x.db", "sqlite", "", "", 0, @"C:\x.db")]
    [InlineData("sqlite:///Cx:/x.db", "sqlite", "", "", 0, "/Cx:/x.db")]
    [InlineData("sqlite:///a%3Fb%23c%25", "sqlite", "", "", 0, "/a?b#c%")]
    [InlineData("sqlite:///home/a@b.db", "sqlite", "", "", 0, "/home/a@b.db")]
    public void Reads_the_forms_of_a_target(string text, string scheme, string user, string host, int port, string path)
    {
        using ParsedTarget parsed = TargetParser.Parse(text);

        parsed.Target.Should().BeEquivalentTo(new { Scheme = scheme, UserName = user, Host = host, Port = port, Path = path });
        parsed.Target.Options.Should().BeEmpty();
        parsed.Secret.Should().BeNull();
    }

    [Theory]
    [InlineData("x1://u:p@[::1]:5433/d?a=b", "x1://u@[::1]:5433/d?a=…")]
    [InlineData("x1://h1:1,h2:2/d", "x1://h1:1,h2:2/d")]
    [InlineData("sqlite::memory:", "sqlite::memory:")]
    [InlineData("sqlite:///C:/x", "sqlite:C:/x")]
    public void A_target_prints_as_a_uri(string text, string expected)
    {
        using ParsedTarget parsed = TargetParser.Parse(text);
        parsed.Target.ToString().Should().Be(expected);
    }

    [Fact]
    public void Reads_options_without_regard_to_case()
    {
        using ParsedTarget parsed = TargetParser.Parse("sqlite::memory:?Mode=ro&&busy%20timeout=1%262&empty=&plus=a+b=c&");

        parsed.Target.Path.Should().Be(":memory:");
        parsed.Target.Options.Should().HaveCount(4).And.Contain("Mode", "ro").And.Contain("busy timeout", "1&2").And.Contain("empty", "").And.Contain("plus", "a+b=c");
        parsed.Target.Options["MODE"].Should().Be("ro");
    }

    [Theory]
    [InlineData("x1://u:s3cr%40t@h/d", "s3cr@t", CredentialKind.Password)]
    [InlineData("x1://u:s@cret@h/d", "s@cret", CredentialKind.Password)]
    [InlineData("x1://:s%C3%BC@h/d", "sü", CredentialKind.Password)]
    [InlineData("x1://u:@h", "", CredentialKind.Password)]
    [InlineData("x1://u@h?Password=s%26t", "s&t", CredentialKind.Password)]
    [InlineData("x1://u@h?a=b&pwd=x", "x", CredentialKind.Password)]
    [InlineData("x1://h?access_token=t", "t", CredentialKind.Token)]
    [InlineData("x1:f?Access-Token=t", "t", CredentialKind.Token)]
    public void A_secret_goes_to_its_buffer_only(string text, string secret, CredentialKind kind)
    {
        using ParsedTarget parsed = TargetParser.Parse(text);

        Encoding.UTF8.GetString(parsed.Secret!.Bytes).Should().Be(secret);
        parsed.SecretKind.Should().Be(kind);
        parsed.Target.Options.Keys.Should().BeSubsetOf(["a"]);
        if (secret.Length > 1)
        {
            parsed.ToString().Should().NotContain(secret);
        }
    }

    [Fact]
    public void Disposing_erases_the_secret()
    {
        ParsedTarget parsed = TargetParser.Parse("x1://u:p@h");
        parsed.Dispose();
        FluentActions.Invoking(() => parsed.Secret!.Bytes.Length).Should().Throw<ObjectDisposedException>();
    }

    [Theory]
    [InlineData("", "no scheme", "sqlite::memory:")]
    [InlineData("sales.db", "no scheme", "sqlite:")]
    [InlineData("/tmp/s3cret", "no scheme", "sqlite:")]
    [InlineData("Server=h;Pwd=s3cret", "no scheme", "postgresql://")]
    [InlineData("://h", "no scheme", "postgresql://")]
    [InlineData("1x:h", "no scheme", "postgresql://")]
    [InlineData(@"C:\s3cret.db", "drive letter", "sqlite:///C:/path.db")]
    [InlineData("x1://u:s3cret/d", "port", "%2F")]
    [InlineData("x1://u:s3cret/more@h/d", "@ after its host", "%2F")]
    [InlineData("x1://u:123/s3cret@h/d", "@ after its host", "%2F")]
    [InlineData("x1://u:123?s3cret@h/d=1", "@ after its host", "%3F")]
    [InlineData("x1://u:s3cret#x@h", "a # at character 14", "%23")]
    [InlineData("x1://u:s3cret%4@h", "character 14", "%25")]
    [InlineData("x1://u:s3cret%zz@h", "character 14", "%25")]
    [InlineData("x1://u:s3cret%FF@h", "escape", "UTF-8")]
    [InlineData("x1://u:s3cret\n@h", "control character at character 14", "percent-encoded")]
    [InlineData("x1://u%00@h", "NUL", "Remove")]
    [InlineData("x1://h:0", "port", "65535")]
    [InlineData("x1://h:65536", "port", "65535")]
    [InlineData("x1://h:", "port", "65535")]
    [InlineData("x1://h:+1", "port", "65535")]
    [InlineData("x1://a:b:1", "host", "[IPv6]:port")]
    [InlineData("x1://[::1", "host", "[IPv6]:port")]
    [InlineData("x1://[::1]x", "host", "[IPv6]:port")]
    [InlineData("x1://[]", "host", "[IPv6]:port")]
    [InlineData("x1://h h", "host", "host:port")]
    [InlineData("x1://h?a=1&s3cret", "Option 2", "name=value")]
    [InlineData("x1://h?=s3cret", "Option 1", "name=value")]
    [InlineData("x1://h?a=1&A=s3cret", "option A twice", "Remove one")]
    [InlineData("x1://u:s3cret@h?password=s3cret", "second secret in the option password", "Keep one")]
    [InlineData("x1://h?token=s3cret&pwd=s3cret", "second secret in the option pwd", "Keep one")]
    [InlineData("x1:host=db password=s3cret", "secret as password=", "user:password@host")]
    [InlineData("x1:host=db PassWord = 's3cret x' user=u", "secret as PassWord=", "credential")]
    [InlineData("x1:pwd=s3cret", "secret as pwd=", "credential")]
    [InlineData("x1:host=db%20sslpassword%3Ds3cret", "secret as sslpassword=", "credential")]
    public void A_malformed_target_is_explained_without_showing_it(string text, string cause, string fix)
    {
        QuarryException error = FluentActions.Invoking(() => TargetParser.Parse(text)).Should().Throw<QuarryException>().Which;

        error.Kind.Should().Be(ErrorKind.User);
        error.Code.Should().BeOneOf(ErrorCodes.TargetMalformed, ErrorCodes.TargetSecrets);
        error.Message.Should().Contain(cause).And.Contain(fix).And.NotContain("s3cret");
    }

    [Fact]
    public void Half_a_character_is_refused()
        => FluentActions.Invoking(() => TargetParser.Parse("x1://u:s3cret\uD83D@h")).Should().Throw<QuarryException>().WithMessage("*surrogate*whole character*").Which.Message.Should().NotContain("s3cret");

    [Fact]
    public void No_garbage_leaks_what_follows_a_user()
        => Gen.OneOf("/", "@", ":", "?", "&", "=", "#", "%", "%4", "%41", "%FF", "[", "]", ",", " ", "1", "x", "C:", "\0", "\uD83D", "pwd=", "ZYXW").Array[0, 12]
            .Select(string.Concat)
            .Sample(rest =>
            {
                try
                {
                    using ParsedTarget parsed = TargetParser.Parse("x1://user:ZYXW" + rest + "@h/d");
                    Assert.NotNull(parsed.Secret);
                    Assert.StartsWith("ZYXW", Encoding.UTF8.GetString(parsed.Secret.Bytes), StringComparison.Ordinal);
                }
                catch (QuarryException error)
                {
                    Assert.Equal(ErrorKind.User, error.Kind);
                    Assert.DoesNotContain("ZYXW", error.ToString(), StringComparison.Ordinal);
                }
            }, iter: 5_000);

    [Fact]
    public void Encoded_parts_come_back()
        => Gen.Select(s_text, s_text, s_text).Sample((user, password, path) =>
        {
            using ParsedTarget parsed = TargetParser.Parse($"x1://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@h/{Uri.EscapeDataString(path)}?o={Uri.EscapeDataString(path)}");
            Assert.Equal(user, parsed.Target.UserName);
            Assert.Equal(password, Encoding.UTF8.GetString(parsed.Secret!.Bytes));
            Assert.Equal("/" + path, parsed.Target.Path);
            Assert.Equal(path, parsed.Target.Options["o"]);
        }, iter: 2_000);
}
