using System.Text;
using Quarry.Plugins.PostgreSql.Connecting.Authentication;

namespace Quarry.Plugins.PostgreSql.Tests.Connecting;

public sealed class PassFileTests
{
    [Theory]
    [InlineData("db:5432:sales:app:secret", "secret")]
    [InlineData("*:*:*:*:secret\r\n", "secret")]
    [InlineData("#db:5432:sales:app:no\ndb:5432:sales:app:yes", "yes")]
    [InlineData("db:5432:sales:other:no\ndb:5432:sales:app:first\n*:*:*:*:second", "first")]
    [InlineData("db:5432:sales:app:a\\:b\\\\c", "a:b\\c")]
    [InlineData("\\d\\b:5432:sales:app:escaped", "escaped")]
    [InlineData("db:5432:sales:app:p:rest", "p")]
    [InlineData("db:5432:sales:app:", "")]
    [InlineData("db:5432:sales:app", null)]
    [InlineData("db:5433:sales:app:no", null)]
    [InlineData("d*:5432:sales:app:no", null)]
    [InlineData("dbx:5432:sales:app:no", null)]
    [InlineData("d:5432:sales:app:no", null)]
    [InlineData("", null)]
    [InlineData("\n\n:::\n", null)]
    public void The_first_line_that_fits_gives_the_password(string content, string? expected)
    {
        using Secret? found = PassFile.Find(Encoding.UTF8.GetBytes(content), "db", 5432, "sales", "app");
        (found is null ? null : Encoding.UTF8.GetString(found.Bytes)).Should().Be(expected);
    }

    [Fact]
    public void A_colon_in_a_name_is_escaped()
    {
        using Secret? found = PassFile.Find("\\:\\:1:5432:*:*:v6"u8, "::1", 5432, "sales", "app");
        Encoding.UTF8.GetString(found!.Bytes).Should().Be("v6");
    }
}
