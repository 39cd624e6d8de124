using System.Text;
using CsCheck;
using Quarry.Contracts;
using Quarry.Engine.Targets;

namespace Quarry.Engine.Tests.Targets;

public sealed class ConnectionStringTargetTests
{
    private static readonly Gen<string> s_garbage = Gen.OneOf("{", "}", "}}", ";", "=", " ", "a", "?", "#", "%", "%41", "+", "@", "\n", "\0", "ü", "😀", "\uD83D", "Driver={x};", "PWD=", "Server=b;")
        .Array[0, 14].Select(string.Concat);

    [Theory]
    [InlineData("odbc:Driver={SQLite3};Database=/a/b.db", "{SQLite3}", "Database=/a/b.db")]
    [InlineData("ODBC:driver=SQLite3", "{SQLite3}", "")]
    [InlineData("odbc:Driver=/usr/lib/psqlodbcw.so;Server=db", "{/usr/lib/psqlodbcw.so}", "Server=db")]
    [InlineData("odbc:Server=db;Driver={x};UID=app", "{x}", "Server=db|UID=app")]
    [InlineData("odbc:Driver={x};;Server=db; ;", "{x}", "Server=db")]
    [InlineData("odbc: Driver = {x} ; Server = db b ; UID= app", "{x}", "Server=db b|UID=app")]
    [InlineData("odbc:Driver={x};A={p;q};B={p}}q};C={{};D={ p }", "{x}", "A=p;q|B=p}q|C={|D= p ")]
    [InlineData("odbc:Driver={x};A=;B={}", "{x}", "A=|B=")]
    [InlineData("odbc:Driver={x};A=p{q;B=p}q", "{x}", "A=p{q|B=p}q")]
    [InlineData("odbc:Driver={x};A=50%41+b#c?d&e@f:g/h=i", "{x}", "A=50%41+b#c?d&e@f:g/h=i")]
    [InlineData("odbc:Driver={x};A=tab\there;B=ü😀", "{x}", "A=tab\there|B=ü😀")]
    [InlineData("odbc:DSN=sales;UID=app", "", "DSN=sales|UID=app")]
    [InlineData("odbc:FILEDSN=/etc/sales.dsn", "", "FILEDSN=/etc/sales.dsn")]
    [InlineData("odbc:Driver={x};transport=odbc", "{x}", "transport=odbc")]
    [InlineData("dsn:sales", "sales", "")]
    [InlineData("dsn: my sales ;UID=app;odbc.array-rows=1", "my sales", "UID=app|odbc.array-rows=1")]
    [InlineData("dsn:sales;Driver={x}", "sales", "Driver=x")]
    public void A_connection_string_is_taken_as_it_is(string text, string path, string options)
    {
        using ParsedTarget parsed = TargetParser.Parse(text);
        (parsed.Target.Scheme, parsed.Target.Path).Should().Be((text[..text.IndexOf(':')].ToLowerInvariant(), path));
        string.Join('|', parsed.Target.Options.Select(option => $"{option.Key}={option.Value}")).Should().Be(options);
        (parsed.Target.Host, parsed.Target.UserName, parsed.Target.Port, parsed.Transport).Should().Be(("", "", 0, ""));
        parsed.Secret.Should().BeNull();
    }

    [Theory]
    [InlineData("PWD=open;UID=a", "open", "PWD", CredentialKind.Password)]
    [InlineData("pwd={open;sesame}", "open;sesame", "pwd", CredentialKind.Password)]
    [InlineData("Password={}}x}}}}y}", "}x}}y", "Password", CredentialKind.Password)]
    [InlineData("PWD=", "", "PWD", CredentialKind.Password)]
    [InlineData("PWD={}", "", "PWD", CredentialKind.Password)]
    [InlineData("PWD= 50%41+#?&@ü😀 ", "50%41+#?&@ü😀", "PWD", CredentialKind.Password)]
    [InlineData("PWD={ kept }", " kept ", "PWD", CredentialKind.Password)]
    [InlineData("AccessToken=t=t", "t=t", "AccessToken", CredentialKind.Token)]
    [InlineData("SSLKeyPassword=k", "k", "SSLKeyPassword", CredentialKind.Password)]
    [InlineData("ProxyPwd=k", "k", "ProxyPwd", CredentialKind.Password)]
    public void The_secret_leaves_its_place_only(string keyword, string secret, string name, CredentialKind kind)
    {
        using ParsedTarget parsed = TargetParser.Parse("odbc:Driver={x};" + keyword);
        Encoding.UTF8.GetString(parsed.Secret!.Bytes).Should().Be(secret);
        parsed.SecretKind.Should().Be(kind);
        parsed.Target.Options[name].Should().BeEmpty();
        if (secret.Length > 1)
        {
            parsed.ToString().Should().NotContain(secret);
            string.Concat(parsed.Target.Options.Values).Should().NotContain(secret);
        }
    }

    [Theory]
    [InlineData("odbc:", "names no ODBC driver", "dsn:name")]
    [InlineData("odbc:Server=s3cret", "names no ODBC driver", "Driver={name}")]
    [InlineData("odbc:Driver=;Server=s3cret", "names no ODBC driver", "Driver={name}")]
    [InlineData("odbc:Driver={};Server=s3cret", "names no ODBC driver", "Driver={name}")]
    [InlineData("dsn:", "names no ODBC driver", "dsn:name")]
    [InlineData("dsn:;UID=s3cret", "names no ODBC driver", "dsn:name")]
    [InlineData("odbc:Driver={x};PWD=s3cret;Password=s3cret", "second secret in the option Password", "Keep one")]
    [InlineData("odbc:Driver={x};PWD=s3cret;SSLKeyPwd=s3cret", "second secret in the option SSLKeyPwd", "Keep one")]
    [InlineData("odbc:Driver={x};Server=a;SERVER=s3cret", "option SERVER twice", "Remove one")]
    [InlineData("odbc:Driver={x};Driver={s3cret}", "option Driver twice", "Remove one")]
    [InlineData("odbc:Driver={x};PWD={s3cret", "an opening brace without its closing one", "}} doubled")]
    [InlineData("odbc:Driver={x};PWD={s3cret}}", "an opening brace without its closing one", "}} doubled")]
    [InlineData("odbc:Driver={x", "an opening brace without its closing one", "}} doubled")]
    [InlineData("odbc:Driver={x};PWD={a}s3cret", "text behind a closing brace", "}} doubled")]
    [InlineData("odbc:Driver={x};PWD={a} s3cret;UID=b", "text behind a closing brace", "}} doubled")]
    [InlineData("odbc:Driver={x};s3cret", "a part that is not keyword=value", "PWD={password}")]
    [InlineData("odbc:Driver={x};s3cret;UID=b", "a part that is not keyword=value", "PWD={password}")]
    [InlineData("odbc:Driver={x};=s3cret", "a part that is not keyword=value", "PWD={password}")]
    public void What_is_wrong_is_explained_without_showing_it(string text, string cause, string fix)
    {
        QuarryException error = FluentActions.Invoking(() => TargetParser.Parse(text)).Should().Throw<QuarryException>().Which;
        error.Kind.Should().Be(ErrorKind.User);
        error.Code.Should().BeOneOf(ErrorCodes.TargetMalformed, ErrorCodes.TargetSecrets);
        error.Message.Should().Contain(cause).And.Contain(fix.Replace("}} doubled", "} doubled", StringComparison.Ordinal)).And.NotContain("s3cret");
    }

    [Fact]
    public void Half_a_character_of_a_secret_is_refused()
        => FluentActions.Invoking(() => TargetParser.Parse("odbc:Driver={x};PWD=s3cret\uD83D")).Should().Throw<QuarryException>().WithMessage("*surrogate*").Which.Message.Should().NotContain("s3cret");

    [Fact]
    public void A_password_in_braces_comes_back_and_shows_nowhere()
        => Gen.Select(Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.OneOf('{', '}', ';', '='), Gen.Char['\u00A0', '\u07FF']), 0, 20], s_garbage).Sample((inner, rest) =>
        {
            string password = "ZYXW" + inner;
            string text = $"odbc:Driver={{x}};PWD={{{password.Replace("}", "}}", StringComparison.Ordinal)}}}";
            using (ParsedTarget parsed = TargetParser.Parse(text + ";Server=b"))
            {
                Assert.Equal(password, Encoding.UTF8.GetString(parsed.Secret!.Bytes));
                Hides(parsed);
            }

            try
            {
                using ParsedTarget parsed = TargetParser.Parse(text + rest);
                Hides(parsed);
            }
            catch (QuarryException error)
            {
                Assert.Equal(ErrorKind.User, error.Kind);
                Assert.DoesNotContain("ZYXW", error.ToString(), StringComparison.Ordinal);
            }
        }, iter: 5_000);

    [Fact]
    public void No_garbage_throws_anything_but_an_error_of_the_user()
        => Gen.Select(Gen.OneOf("odbc:", "dsn:", "odbc:Driver={x};"), s_garbage).Sample((start, rest) =>
        {
            try
            {
                using ParsedTarget parsed = TargetParser.Parse(start + rest);
                Assert.True(parsed.Target.Path.Length > 0 || parsed.Target.Options.ContainsKey("DSN"));
            }
            catch (QuarryException error)
            {
                Assert.Equal(ErrorKind.User, error.Kind);
            }
        }, iter: 5_000);

    [Theory]
    [InlineData("x1://h/d?transport=odbc", "odbc", "")]
    [InlineData("x1://h/d?a=1&Transport=ODBC&b=2", "odbc", "a|b")]
    [InlineData("x1:f?transport=native", "native", "")]
    [InlineData("x1:f?a=1", "", "a")]
    public void The_transport_is_no_option_of_the_driver(string text, string transport, string options)
    {
        using ParsedTarget parsed = TargetParser.Parse(text);
        parsed.Transport.Should().Be(transport);
        string.Join('|', parsed.Target.Options.Keys.Order(StringComparer.Ordinal)).Should().Be(options);
    }

    [Fact]
    public void A_transport_without_a_name_is_refused_and_the_secret_erased()
        => FluentActions.Invoking(() => TargetParser.Parse("x1://u:s3cret@h?transport=")).Should().Throw<QuarryException>().WithMessage("*native or odbc*").Which.Message.Should().NotContain("s3cret");

    private static void Hides(ParsedTarget parsed)
    {
        Assert.DoesNotContain("ZYXW", parsed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ZYXW", string.Concat(parsed.Target.Options.Select(option => option.Key + option.Value)), StringComparison.Ordinal);
    }
}
