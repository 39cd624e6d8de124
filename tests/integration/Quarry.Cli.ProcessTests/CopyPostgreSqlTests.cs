namespace Quarry.Cli.ProcessTests;

/// <summary>Copies from SQLite into a real PostgreSQL server, and back.</summary>
public sealed class CopyPostgreSqlTests(PostgreSqlTests.Server shared) : IClassFixture<PostgreSqlTests.Server>, IDisposable
{
    private const string Columns = "b {0}, i2 smallint, i4 integer, i8 bigint, f8 double precision, n decimal(20,5), d date, tm time(6), ts timestamp(6), tz timestamptz(6), s text, x {1}, u uuid, j json";

    private readonly TestDatabase _lite = new(
        $"CREATE TABLE s({Form("boolean", "blob")})",
        """
        INSERT INTO s VALUES
          (1, -32768, -2147483648, -9223372036854775808, 1.7976931348623157e308, -99.99999, '0001-01-01', '00:00:00', '0001-01-01 00:00:00', '1999-12-31 23:59:59.999999Z', '', x'', '00000000-0000-0000-0000-000000000000', '{"a":[1,null]}'),
          (0, 32767, 2147483647, 9223372036854775807, 5e-324, 1234567.5, '9999-12-31', '23:59:59.999999', '9999-12-31 23:59:59.999999', '2026-03-29 02:30:00.000001Z', 'é 😀 "q", \n', x'00ff0a', '6ba7b810-9dad-11d1-80b4-00c04fd430c8', '"text"'),
          (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
          (1, 0, 0, 0, -0.5, 0, '1970-01-01', '12:00:00.5', '1970-01-01 00:00:00', '1970-01-01 00:00:00Z', 'plain', x'01', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'null')
        """,
        $"CREATE TABLE back({Form("boolean", "blob")})");

    private string Server => shared.Instance.SocketTarget;

    public void Dispose() => _lite.Dispose();

    [Fact]
    public void A_table_of_every_common_type_is_equal_there_and_back()
    {
        Run("query", Server, $"create table there_and_back({Form("boolean", "bytea")})");
        Run("copy", _lite.Target, "select * from s", Server, "public.there_and_back", "--batch-rows", "1").Should().Be("4 rows copied into public.there_and_back\n");
        string original = Rows(_lite.Target, "s");
        Rows(Server, "there_and_back").Should().Be(original);
        Run("copy", Server, "select * from there_and_back", _lite.Target, "back").Should().Be("4 rows copied into back\n");
        Rows(_lite.Target, "back").Should().Be(original);
    }

    [Fact]
    public void Tables_that_the_copies_create_are_equal_there_and_back()
    {
        Run("copy", _lite.Target, "select * from s", Server, "created", "--mode", "create").Should().Be("4 rows copied into created, which was created\n");
        string original = Rows(_lite.Target, "s");
        Rows(Server, "created").Should().Be(original);
        Run("copy", Server, "select * from created", _lite.Target, "back", "--mode", "replace").Should().Be("4 rows copied into back, which was created\n");
        Rows(_lite.Target, "back").Should().Be(original);
    }

    [Fact]
    public void Rows_that_a_trigger_drops_are_an_error()
    {
        Run("query", Server, "create table dropping(id int)");
        Run("query", Server, "create function drop_two() returns trigger language plpgsql as 'begin if new.id = 2 then return null; end if; return new; end'");
        Run("query", Server, "create trigger two before insert on dropping for each row execute function drop_two()");
        ToolResult result = Tool.Run("copy", Server, "select i as id from generate_series(1, 5) as i", Server, "dropping");
        (result.ExitCode, result.Output).Should().Be((2, ""), result.Error);
        result.Error.Should().StartWith("quarry: error QRY9016: 5 rows were read, but postgresql reports 4 written into dropping, and has committed them.");
    }

    [Fact]
    public void A_value_that_does_not_fit_is_told_with_row_and_column_and_nothing_stays()
    {
        Run("query", Server, "create table narrow(i4 smallint)");
        ToolResult result = Tool.Run("copy", Server, "select case i when 4000 then 40000 else i end as i4 from generate_series(1, 5000) as i", Server, "narrow", "--batch-rows", "1000");
        result.ExitCode.Should().NotBe(0);
        result.Error.Should().Contain("i4").And.Contain("4000");
        Tool.Run("query", Server, "select count(*) as n from narrow", "--format", "csv").Output.Should().Be("n\n0\n");
    }

    private static string Form(string boolean, string bytes) => Columns.Replace("{0}", boolean, StringComparison.Ordinal).Replace("{1}", bytes, StringComparison.Ordinal);

    private static string Rows(string target, string table) => Run("query", target, $"select * from {table} order by i8 is null, i8", "--format", "json");

    private static string Run(params string[] args)
    {
        ToolResult result = Tool.Run(args);
        result.ExitCode.Should().Be(0, result.Error);
        return result.Output;
    }
}
