using CsCheck;
using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Tests.Support;

namespace Quarry.Odbc.Tests.Connecting;

public sealed class NativeConnectionStringTests
{
    [Theory]
    [InlineData("db", "Server=db;")]
    [InlineData("", "Server=;")]
    [InlineData("a;b", "Server={a;b};")]
    [InlineData("a}b", "Server={a}}b};")]
    [InlineData("{a}", "Server={{a}}};")]
    [InlineData(" a", "Server={ a};")]
    [InlineData("a ", "Server={a };")]
    [InlineData("a b", "Server=a b;")]
    [InlineData("[::1]", "Server={[::1]};")]
    [InlineData("50%+@!", "Server={50%+@!};")]
    public void A_value_stands_in_braces_where_it_has_to(string value, string expected) => Text([new("Server", value)], null).Should().Be(expected);

    [Fact]
    public void A_drivers_name_always_stands_in_braces() => Text([new("Driver", "SQLite3"), new("Database", "x")], null).Should().Be("Driver={SQLite3};Database=x;");

    [Theory]
    [InlineData("open-sesame", "PWD={open-sesame};")]
    [InlineData("", "PWD={};")]
    [InlineData("a;b=c", "PWD={a;b=c};")]
    [InlineData("}", "PWD={}}};")]
    [InlineData("}}}}", "PWD={}}}}}}}}};")]
    [InlineData("{x}ü€😀", "PWD={{x}}ü€😀};")]
    public void The_secret_stands_at_the_end_in_braces(string secret, string expected)
        => Text([new("Server", "db")], new TestCredential(secret)).Should().Be("Server=db;" + expected);

    [Fact]
    public void Any_secret_comes_back()
        => Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Const('}'), Gen.Char['\u00A0', '\u07FF'], Gen.Char['\uE000', '\uFFFD']), 0, 40].Sample(secret =>
            Text([new("Server", "db")], new TestCredential(secret)) == $"Server=db;PWD={{{secret.Replace("}", "}}", StringComparison.Ordinal)}}};", iter: 2_000);

    [Fact]
    public void The_keyword_of_the_secret_is_the_targets()
        => Text([new("Server", "db"), new("AccessToken", "")], new TestCredential([.. "t"u8], CredentialKind.Token)).Should().Be("Server=db;AccessToken={t};");

    [Fact]
    public unsafe void Disposal_erases_the_string_before_it_is_freed()
    {
        // What is freed may be used again, so only the text that is still ours is looked at: a string that was never longer than the buffer says is erased whole.
        var text = new NativeConnectionString(Keywords([new("Server", "db")]), new TestCredential("open-sesame"));
        var seen = new ReadOnlySpan<char>(text.Text, text.Length + 1).ToString();
        seen.Should().EndWith("\0").And.Contain("open-sesame");
        text.Erase();
        new ReadOnlySpan<char>(text.Text, text.Length).IndexOfAnyExcept('\0').Should().Be(-1);
        text.Dispose();
    }

    [Fact]
    public void Behind_the_string_nothing_of_the_secret_is_left()
        => Gen.String[Gen.Char['A', '~'], 1, 30].Sample(secret => Rest(secret).IndexOfAnyExcept('\0') < 0);

    [Fact]
    public void What_cannot_be_a_password_is_refused()
    {
        Fails([new("Server", "d\0b")], null, 4009).Should().Contain("NUL").And.Contain("Server");
        Fails([new("Server", "db")], new TestCredential([0x61, 0xFF]), 4009).Should().Contain("UTF-8");
        Fails([new("Server", "db")], new TestCredential([1], CredentialKind.Certificate), 4008).Should().Contain("Certificate");
    }

    private static string Fails(KeyValuePair<string, string>[] keywords, Credential? credential, int code)
    {
        QuarryException error = FluentActions.Invoking(() => Text(keywords, credential)).Should().Throw<QuarryException>().Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.User, code));
        return error.Message;
    }

    private static unsafe string Text(KeyValuePair<string, string>[] keywords, Credential? credential)
    {
        using var text = new NativeConnectionString(Keywords(keywords), credential);
        return new string(text.Text, 0, text.Length);
    }

    // As much as the buffer has room for at least: each character doubled.
    private static unsafe string Rest(string secret)
    {
        using var text = new NativeConnectionString(Keywords([]), new TestCredential(secret));
        return new string(text.Text, text.Length, "PWD={".Length + (2 * secret.Length) + "};".Length - text.Length);
    }

    private static ConnectionKeywords Keywords(KeyValuePair<string, string>[] keywords)
        => ConnectionKeywords.Of(new Target { Scheme = "odbc", Options = new OrderedDictionary<string, string>(keywords) }, "odbc", null);
}
