using Quarry.Plugins.PostgreSql.Connecting;

namespace Quarry.Plugins.PostgreSql.Tests.Connecting;

public sealed class ServerIdentityTests
{
    [Theory]
    [InlineData("15.4 (Debian 15.4-1)", "15.4")]
    [InlineData("9.6.24", "9.6.24")]
    [InlineData("18beta1", "18.0")]
    [InlineData("11.2-YB-2.18.0.0-b0", "11.2")]
    [InlineData("", "0.0")]
    [InlineData("none", "0.0")]
    public void The_leading_number_is_the_version(string text, string expected) => ServerIdentity.VersionOf(text).Should().Be(Version.Parse(expected));

    [Theory]
    [InlineData("PostgreSQL 15.4 on x86_64-pc-linux-gnu", null)]
    [InlineData("CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu)", "CockroachDB")]
    [InlineData("11.2-YB-2.18.0.0-b0", "YugabyteDB")]
    [InlineData("PostgreSQL 9.4.26 (Greenplum Database 6.25.3)", "Greenplum")]
    [InlineData("PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC, Redshift 1.0.58558", "Amazon Redshift")]
    public void Products_are_known_by_their_text(string text, string? expected) => ServerIdentity.ProductOf(text).Should().Be(expected);
}
