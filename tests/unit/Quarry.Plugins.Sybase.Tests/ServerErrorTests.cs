using Quarry.Contracts;
using Quarry.Plugins.Sybase.Errors;

namespace Quarry.Plugins.Sybase.Tests;

public sealed class ServerErrorTests
{
    // Message, kind, whether to try again, whether the transaction is gone.
    [Theory]
    [InlineData(102, ErrorKind.User, false, false)]
    [InlineData(156, ErrorKind.User, false, false)]
    [InlineData(164, ErrorKind.User, false, false)]
    [InlineData(207, ErrorKind.User, false, false)]
    [InlineData(208, ErrorKind.User, false, false)]
    [InlineData(229, ErrorKind.User, false, false)]
    [InlineData(257, ErrorKind.User, false, false)]
    [InlineData(226, ErrorKind.User, false, false)]
    [InlineData(2762, ErrorKind.User, false, false)]
    [InlineData(7713, ErrorKind.User, false, false)]
    [InlineData(233, ErrorKind.User, false, false)]
    [InlineData(515, ErrorKind.User, false, false)]
    [InlineData(546, ErrorKind.User, false, false)]
    [InlineData(547, ErrorKind.User, false, false)]
    [InlineData(548, ErrorKind.User, false, false)]
    [InlineData(2601, ErrorKind.User, false, false)]
    [InlineData(241, ErrorKind.User, false, false)]
    [InlineData(220, ErrorKind.User, false, true)]
    [InlineData(247, ErrorKind.User, false, true)]
    [InlineData(3606, ErrorKind.User, false, true)]
    [InlineData(3607, ErrorKind.User, false, true)]
    [InlineData(1205, ErrorKind.Server, true, true)]
    [InlineData(12205, ErrorKind.Server, true, true)]
    [InlineData(1204, ErrorKind.Resource, true, false)]
    [InlineData(701, ErrorKind.Resource, true, false)]
    [InlineData(1105, ErrorKind.Resource, false, false)]
    [InlineData(1601, ErrorKind.Resource, true, false)]
    [InlineData(4002, ErrorKind.User, false, false)]
    [InlineData(921, ErrorKind.Server, true, false)]
    [InlineData(950, ErrorKind.Server, true, false)]
    public void A_message_has_its_class_whatever_the_ODBC_driver_says_of_it(int code, ErrorKind kind, bool transient, bool ends)
    {
        foreach (string state in (string[])["", "HY000", "42000"])
        {
            new SybaseDialect().Classify(state, code).Should().Be(new ErrorClass { Kind = kind, IsTransient = transient, EndsTransaction = ends });
        }
    }

    [Theory]
    [InlineData("08S01", 0)]
    [InlineData("40001", 0)]
    [InlineData("ZZZZZ", 20001)]
    public void What_is_not_in_the_table_is_left_to_the_SQLSTATE(string state, int code) => new SybaseDialect().Classify(state, code).Should().BeNull();

    [Fact]
    public void Each_message_names_its_manual() => ServerErrors.Manuals.Should().HaveCountGreaterThan(50).And.OnlyContain(error => error.Value.StartsWith("http", StringComparison.Ordinal));
}
