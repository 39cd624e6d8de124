using Quarry.Contracts;
using Quarry.Odbc.Errors;

namespace Quarry.Odbc.Tests.Errors;

public sealed class ServerErrorsTests
{
    [Theory]
    [InlineData("IM002", ErrorKind.User, 4003, false)]
    [InlineData("IM003", ErrorKind.User, 4003, false)]
    [InlineData("IM004", ErrorKind.User, 4100, false)]
    [InlineData("28000", ErrorKind.User, 4011, false)]
    [InlineData("28P01", ErrorKind.User, 4011, false)]
    [InlineData("08001", ErrorKind.Transport, 4010, true)]
    [InlineData("08004", ErrorKind.Transport, 4010, true)]
    [InlineData("08S01", ErrorKind.Transport, 4012, true)]
    [InlineData("08003", ErrorKind.Transport, 4012, true)]
    [InlineData("08007", ErrorKind.Transport, 4012, true)]
    [InlineData("57P01", ErrorKind.Transport, 4012, true)]
    [InlineData("57P02", ErrorKind.Transport, 4012, true)]
    [InlineData("57P03", ErrorKind.Transport, 4100, true)]
    [InlineData("HYT00", ErrorKind.Transport, 4100, true)]
    [InlineData("HYT01", ErrorKind.Transport, 4012, true)]
    [InlineData("53300", ErrorKind.Resource, 4100, true)]
    [InlineData("54001", ErrorKind.Resource, 4100, false)]
    [InlineData("HY001", ErrorKind.Resource, 4100, false)]
    [InlineData("HY013", ErrorKind.Resource, 4100, false)]
    [InlineData("HY014", ErrorKind.Resource, 4100, false)]
    [InlineData("22012", ErrorKind.User, 4100, false)]
    [InlineData("23505", ErrorKind.User, 4100, false)]
    [InlineData("3D000", ErrorKind.User, 4100, false)]
    [InlineData("42S02", ErrorKind.User, 4100, false)]
    [InlineData("42000", ErrorKind.User, 4100, false)]
    [InlineData("07002", ErrorKind.User, 4100, false)]
    [InlineData("21S01", ErrorKind.User, 4100, false)]
    [InlineData("21S02", ErrorKind.User, 4100, false)]
    [InlineData("HYC00", ErrorKind.User, 4100, false)]
    [InlineData("40001", ErrorKind.Server, 4100, true)]
    [InlineData("40P01", ErrorKind.Server, 4100, true)]
    [InlineData("55P03", ErrorKind.Server, 4100, true)]
    [InlineData("25P02", ErrorKind.Server, 4100, false)]
    [InlineData("HY000", ErrorKind.Server, 4100, false)]
    [InlineData("HY008", ErrorKind.Server, 4100, false)]
    [InlineData("XX000", ErrorKind.Server, 4100, false)]
    public void A_state_decides_kind_code_and_whether_to_try_again(string state, ErrorKind kind, int code, bool transient)
    {
        QuarryException error = ServerErrors.Of([Record(state, "told")], -1, null);
        (error.Kind, error.Code, error.IsTransient, error.SqlState, error.Message).Should().Be((kind, code, transient, state, "told"));
    }

    [Fact]
    public void The_first_error_counts_and_all_records_are_kept()
    {
        DiagnosticRecord[] records = [Record("01004", "[unixODBC][Driver]cut"), Record("42S02", "[unixODBC][Driver] no table t;\n", 208), Record("42000", "no statement")];
        QuarryException error = ServerErrors.Of(records, -1, null);
        (error.SqlState, error.VendorCode, error.Kind).Should().Be(("42S02", 208, ErrorKind.User));
        error.Message.Should().Be("cut no table t no statement");
        error.Records.Should().Equal(records);
    }

    [Fact]
    public void Information_alone_is_better_than_nothing() => ServerErrors.Of([Record("01000", "only this")], -1, null).Message.Should().Be("only this");

    [Fact]
    public void A_text_that_is_told_twice_is_shown_once() => ServerErrors.Of([Record("HY000", "[a]x"), Record("HY000", "[a][b] x")], -1, null).Message.Should().Be("x");

    [Fact]
    public void Brackets_within_a_text_stay() => ServerErrors.Of([Record("HY000", "[a][b]no [c] here")], -1, null).Message.Should().Be("no [c] here");

    [Fact]
    public void A_driver_that_says_nothing_is_told_with_what_it_returned()
    {
        QuarryException error = ServerErrors.Of([], -2, null);
        (error.Kind, error.Code, error.IsTransient).Should().Be((ErrorKind.Server, 4101, false));
        error.Message.Should().Contain("SQLRETURN -2").And.Contain("Trace");
    }

    [Fact]
    public void A_record_without_a_state_is_an_error_of_the_server()
        => ServerErrors.Of([new() { Message = "x" }], -1, null).Should().Match<QuarryException>(error => error.Kind == ErrorKind.Server && error.Code == 4100 && error.SqlState == null);

    private static DiagnosticRecord Record(string state, string message, int vendor = 0) => new() { SqlState = state, Message = message, VendorCode = vendor };
}
