using Quarry.Contracts;

namespace Quarry.Plugins.PostgreSql.Tests;

public sealed class DialectTests
{
    private static readonly PostgreSqlDialect s_dialect = new();

    [Theory]
    [InlineData(63, "n", true)]
    [InlineData(64, "n", false)]
    [InlineData(32, "ü", false)]
    [InlineData(31, "ü", true)]
    public void A_name_that_the_server_would_cut_is_refused_before_it_is_sent(int count, string letter, bool taken)
    {
        string name = string.Concat(Enumerable.Repeat(letter, count));
        (s_dialect.WhyNotName(name) is null).Should().Be(taken);
        Func<string> create = () => s_dialect.CreateTable(new() { Name = "t" }, new([new() { Name = name, Type = LogicalType.Int32 }]), new PostgreSqlTypeMap());
        if (taken)
        {
            create().Should().Contain(name);
        }
        else
        {
            create.Should().Throw<QuarryException>().WithMessage($"*{name}*63*").Which.Kind.Should().Be(ErrorKind.User);
        }
    }
}
