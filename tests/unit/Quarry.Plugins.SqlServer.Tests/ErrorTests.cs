using System.Reflection;
using Quarry.Contracts;
using Quarry.Plugins.SqlServer.Errors;

namespace Quarry.Plugins.SqlServer.Tests;

/// <summary>https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors,
/// https://learn.microsoft.com/azure/azure-sql/database/troubleshoot-common-errors-issues.</summary>
public sealed class ErrorTests
{
    [Theory]
    // A deadlock's victim, conflicts of SNAPSHOT and of tables in memory.
    [InlineData(1205, ErrorKind.Server, true, true)]
    [InlineData(3960, ErrorKind.Server, true, true)]
    [InlineData(3961, ErrorKind.Server, true, true)]
    [InlineData(41302, ErrorKind.Server, true, true)]
    // The lock timeout ends the statement only.
    [InlineData(1222, ErrorKind.Server, true, false)]
    // Keys, foreign keys, NULL.
    [InlineData(2627, ErrorKind.User, false, false)]
    [InlineData(2601, ErrorKind.User, false, false)]
    [InlineData(547, ErrorKind.User, false, false)]
    [InlineData(515, ErrorKind.User, false, false)]
    // Names and syntax.
    [InlineData(208, ErrorKind.User, false, false)]
    [InlineData(207, ErrorKind.User, false, false)]
    [InlineData(102, ErrorKind.User, false, false)]
    [InlineData(156, ErrorKind.User, false, false)]
    [InlineData(6401, ErrorKind.User, false, false)]
    // Values.
    [InlineData(8134, ErrorKind.User, false, false)]
    [InlineData(8115, ErrorKind.User, false, false)]
    [InlineData(8152, ErrorKind.User, false, false)]
    [InlineData(2628, ErrorKind.User, false, false)]
    // A conversion ends the batch and rolls back.
    [InlineData(245, ErrorKind.User, false, true)]
    [InlineData(241, ErrorKind.User, false, true)]
    [InlineData(8114, ErrorKind.User, false, true)]
    [InlineData(3930, ErrorKind.User, false, true)]
    // SNAPSHOT where the database does not allow it, and after the transaction began.
    [InlineData(3952, ErrorKind.User, false, true)]
    [InlineData(3951, ErrorKind.User, false, true)]
    // Logins.
    [InlineData(18456, ErrorKind.User, false, false)]
    [InlineData(4060, ErrorKind.User, false, false)]
    // Azure moves databases and refuses what is too much.
    [InlineData(40197, ErrorKind.Server, true, true)]
    [InlineData(40501, ErrorKind.Server, true, true)]
    [InlineData(40613, ErrorKind.Server, true, true)]
    [InlineData(49918, ErrorKind.Server, true, true)]
    [InlineData(49920, ErrorKind.Server, true, true)]
    [InlineData(10928, ErrorKind.Resource, true, true)]
    [InlineData(10929, ErrorKind.Resource, true, true)]
    [InlineData(701, ErrorKind.Resource, true, true)]
    [InlineData(1105, ErrorKind.Resource, false, true)]
    [InlineData(9002, ErrorKind.Resource, false, true)]
    [InlineData(40544, ErrorKind.Resource, false, true)]
    public void A_number_tells_what_the_error_means(int number, ErrorKind kind, bool transient, bool ends)
        => new SqlServerDialect().Classify("42000", number).Should().Be(new ErrorClass { Kind = kind, IsTransient = transient, EndsTransaction = ends });

    [Theory]
    [InlineData(0)]
    [InlineData(50000)]
    [InlineData(-1)]
    public void What_is_not_known_is_left_to_the_SQLSTATE(int number) => new SqlServerDialect().Classify("42000", number).Should().BeNull();

    [Fact]
    public void What_can_be_run_again_is_no_fault_of_the_user()
        => ServerErrors.Known.Select(number => ServerErrors.Of(number)!).Should().HaveCountGreaterThan(150).And.OnlyContain(meaning => !(meaning.IsTransient && meaning.Kind == ErrorKind.User));

    /// <summary>Programs rely on the numbers: they are never changed or reused.</summary>
    [Fact]
    public void The_table_of_our_own_numbers_only_grows()
        => typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(field => field.Name, field => (int)field.GetRawConstantValue()!)
            .Should().Equal(new Dictionary<string, int>
            {
                ["OptionUnknown"] = 22000,
                ["OptionInvalid"] = 22001,
                ["OptionRefused"] = 22002,
                ["TargetInvalid"] = 22003,
                ["SavepointName"] = 22100,
            });
}
