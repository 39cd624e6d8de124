using Quarry.Hosting.Manifests;

namespace Quarry.Hosting.Tests.Manifests;

public sealed class SemVerTests
{
    [Theory]
    [InlineData("0.0.0")]
    [InlineData("1.2.3")]
    [InlineData("10.20.30")]
    [InlineData("1.0.0-alpha")]
    [InlineData("1.0.0-alpha.1")]
    [InlineData("1.0.0-0.3.7")]
    [InlineData("1.0.0-x-y-z.--")]
    [InlineData("1.0.0+001")]
    [InlineData("1.0.0-beta+exp.sha.5114f85")]
    [InlineData("1.0.0-0a")]
    public void Valid(string version) => SemVer.IsValid(version).Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("1.2.3.4")]
    [InlineData("01.2.3")]
    [InlineData("1.2.03")]
    [InlineData("v1.2.3")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3+")]
    [InlineData("1.2.3+a+b")]
    [InlineData("1.2.3-ä")]
    [InlineData("1.2.-3")]
    [InlineData("1.2.3 ")]
    [InlineData("1.2.9999999999")]
    public void Invalid(string version) => SemVer.IsValid(version).Should().BeFalse();
}
