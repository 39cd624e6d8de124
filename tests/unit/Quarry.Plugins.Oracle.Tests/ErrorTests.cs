using Quarry.Contracts;
using Quarry.Plugins.Oracle.Errors;

namespace Quarry.Plugins.Oracle.Tests;

/// <summary>https://docs.oracle.com/en/error-help/db/ora-00060/ and its like.</summary>
public sealed class ErrorTests
{
    private static readonly OracleDialect s_dialect = new();

    [Theory]
    [InlineData(1, ErrorKind.User, false, false)]
    [InlineData(1400, ErrorKind.User, false, false)]
    [InlineData(2290, ErrorKind.User, false, false)]
    [InlineData(2291, ErrorKind.User, false, false)]
    [InlineData(2292, ErrorKind.User, false, false)]
    [InlineData(900, ErrorKind.User, false, false)]
    [InlineData(904, ErrorKind.User, false, false)]
    [InlineData(936, ErrorKind.User, false, false)]
    [InlineData(942, ErrorKind.User, false, false)]
    [InlineData(955, ErrorKind.User, false, false)]
    [InlineData(999, ErrorKind.User, false, false)]
    [InlineData(1017, ErrorKind.User, false, false)]
    [InlineData(1031, ErrorKind.User, false, false)]
    [InlineData(1722, ErrorKind.User, false, false)]
    [InlineData(1456, ErrorKind.User, false, false)]
    [InlineData(6550, ErrorKind.User, false, false)]
    [InlineData(12899, ErrorKind.User, false, false)]
    [InlineData(28000, ErrorKind.User, false, false)]
    [InlineData(20000, ErrorKind.User, false, false)]
    [InlineData(20999, ErrorKind.User, false, false)]
    // The statement is rolled back, not the transaction.
    [InlineData(60, ErrorKind.Server, true, false)]
    [InlineData(8177, ErrorKind.Server, true, false)]
    [InlineData(54, ErrorKind.Server, true, false)]
    [InlineData(30006, ErrorKind.Server, true, false)]
    [InlineData(1555, ErrorKind.Server, true, false)]
    [InlineData(4068, ErrorKind.Server, true, false)]
    [InlineData(1013, ErrorKind.Server, false, false)]
    [InlineData(600, ErrorKind.Server, false, false)]
    [InlineData(2091, ErrorKind.User, false, true)]
    [InlineData(24761, ErrorKind.Server, true, true)]
    [InlineData(25402, ErrorKind.Server, true, true)]
    [InlineData(63302, ErrorKind.Server, true, true)]
    [InlineData(12154, ErrorKind.Transport, false, false)]
    [InlineData(12545, ErrorKind.Transport, false, false)]
    [InlineData(12514, ErrorKind.Transport, true, false)]
    [InlineData(12541, ErrorKind.Transport, true, false)]
    [InlineData(12170, ErrorKind.Transport, true, false)]
    [InlineData(3113, ErrorKind.Transport, true, false)]
    [InlineData(3114, ErrorKind.Transport, true, false)]
    [InlineData(3135, ErrorKind.Transport, true, false)]
    [InlineData(1012, ErrorKind.Transport, true, false)]
    [InlineData(28, ErrorKind.Transport, true, false)]
    [InlineData(1033, ErrorKind.Transport, true, false)]
    [InlineData(1653, ErrorKind.Resource, false, false)]
    [InlineData(1654, ErrorKind.Resource, false, false)]
    [InlineData(30036, ErrorKind.Resource, false, false)]
    [InlineData(4031, ErrorKind.Resource, false, false)]
    [InlineData(1000, ErrorKind.Resource, false, false)]
    [InlineData(20, ErrorKind.Resource, true, false)]
    public void A_number_says_who_has_to_act(int number, ErrorKind kind, bool transient, bool ends)
        => s_dialect.Classify("HY000", number).Should().Be(new ErrorClass { Kind = kind, IsTransient = transient, EndsTransaction = ends });

    [Theory]
    [InlineData(0)]
    [InlineData(899)]
    [InlineData(1001)]
    [InlineData(19999)]
    [InlineData(21000)]
    public void What_is_not_known_is_left_to_the_SQLSTATE(int number) => s_dialect.Classify("HY000", number).Should().BeNull();

    // A cancelled statement is told by its request, and only if it is no lost connection.
    [Fact]
    public void What_is_transient_is_never_the_users() => ServerErrors.Known.Select(number => ServerErrors.Of(number)!).Where(error => error.IsTransient)
        .Should().NotBeEmpty().And.OnlyContain(error => error.Kind != ErrorKind.User);

    [Fact]
    public void Each_number_stands_once() => ServerErrors.Known.Should().HaveCountGreaterThan(110);
}
