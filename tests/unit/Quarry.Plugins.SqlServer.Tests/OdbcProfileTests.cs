using System.Collections.Frozen;
using System.Data;
using Quarry.Contracts;

namespace Quarry.Plugins.SqlServer.Tests;

public sealed class OdbcProfileTests
{
    private const string Newest = "ODBC Driver 18 for SQL Server";
    private static readonly SqlServerOdbcProfile s_profile = new();

    // https://learn.microsoft.com/sql/connect/odbc/dsn-connection-string-attribute
    [Theory]
    [InlineData("db", 0, "/sales", "", "Server=db|Database=sales|APP=Quarry|Encrypt=yes|TrustServerCertificate=no")]
    [InlineData("db", 1444, "/sales", "", "Server=db,1444|Database=sales|APP=Quarry|Encrypt=yes|TrustServerCertificate=no")]
    [InlineData("", 0, "", "", "Server=localhost|APP=Quarry|Encrypt=yes|TrustServerCertificate=no")]
    [InlineData("db", 0, "/", "instance=SALES", "Server=db\\SALES|APP=Quarry|Encrypt=yes|TrustServerCertificate=no")]
    [InlineData("::1", 1433, "", "", "Server=::1,1433|APP=Quarry|Encrypt=yes|TrustServerCertificate=no")]
    [InlineData("db", 0, "", "encrypt=no", "Server=db|APP=Quarry|Encrypt=no|TrustServerCertificate=no")]
    [InlineData("db", 0, "", "Encrypt=Optional", "Server=db|APP=Quarry|Encrypt=no|TrustServerCertificate=no")]
    [InlineData("db", 0, "", "encrypt=strict;hostname-in-certificate=x.y", "Server=db|APP=Quarry|Encrypt=strict|TrustServerCertificate=no|HostnameInCertificate=x.y")]
    [InlineData("db", 0, "", "encrypt=mandatory;server-certificate=/etc/c.pem", "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=no|ServerCertificate=/etc/c.pem")]
    [InlineData("db", 0, "", "trust-server-certificate=yes", "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=yes")]
    [InlineData("db", 0, "", "authentication=integrated;server-spn=MSSQLSvc/db", "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=no|Trusted_Connection=yes|ServerSPN=MSSQLSvc/db")]
    [InlineData("db", 0, "", "authentication=activedirectorymsi", "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=no|Authentication=ActiveDirectoryMsi")]
    [InlineData("db", 0, "", "authentication=ActiveDirectoryServicePrincipal", "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=no|Authentication=ActiveDirectoryServicePrincipal")]
    [InlineData("db", 0, "", "authentication=sql", "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=no")]
    [InlineData("db", 0, "", "application-name=nightly load", "Server=db|APP=nightly load|Encrypt=yes|TrustServerCertificate=no")]
    [InlineData("db", 0, "", "application-intent=read-only;multi-subnet-failover=yes",
        "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=no|ApplicationIntent=ReadOnly|MultiSubnetFailover=yes")]
    [InlineData("db", 0, "", "application-intent=ReadWrite;multi-subnet-failover=no",
        "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=no|ApplicationIntent=ReadWrite|MultiSubnetFailover=no")]
    [InlineData("db", 0, "", "workstation-id=w", "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=no|WSID=w")]
    [InlineData("db", 0, "", "language=Deutsch", "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=no|Language=Deutsch")]
    [InlineData("db", 0, "", "connect-retry-count=0", "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=no|ConnectRetryCount=0")]
    [InlineData("db", 0, "", "column-encryption=yes", "Server=db|APP=Quarry|Encrypt=yes|TrustServerCertificate=no|ColumnEncryption=Enabled")]
    public void A_target_becomes_keywords_of_Microsofts_driver(string host, int port, string path, string options, string expected)
    {
        Text(s_profile.ConnectionKeywords(Target(host, port, path, options), Newest)).Should().Be(expected);
        Text(s_profile.ConnectionKeywords(Target(host, port, path, options))).Should().Be(expected, "the newest is the first choice");
    }

    [Theory]
    [InlineData("encrypt=strict")]
    [InlineData("hostname-in-certificate=x")]
    [InlineData("server-certificate=x")]
    public void What_came_with_version_18_is_refused_for_older_ones(string option)
    {
        foreach (string older in (string[])["ODBC Driver 17 for SQL Server", "ODBC Driver 13 for SQL Server", "libmsodbcsql-17.10.so.6.1", "msodbcsql17.dll"])
        {
            Refused(Target("db", 0, "", option), older).Message.Should().Contain("ODBC Driver 18");
        }

        foreach (string newer in (string[])[Newest, "libmsodbcsql-18.3.so.1.1", "ODBC Driver 19 for SQL Server", "mine"])
        {
            s_profile.ConnectionKeywords(Target("db", 0, "", option), newer).Should().NotBeEmpty();
        }
    }

    // https://www.freetds.org/userguide/OdbcConnAttr.html
    [Theory]
    [InlineData("db", 0, "/sales", "encrypt=no", "Server=db|Port=1433|TDS_Version=7.4|ClientCharset=UTF-8|Database=sales|APP=Quarry|Encryption=off")]
    [InlineData("db", 1444, "", "trust-server-certificate=yes", "Server=db|Port=1444|TDS_Version=7.4|ClientCharset=UTF-8|APP=Quarry|Encryption=require")]
    [InlineData("db", 0, "", "trust-server-certificate=yes;instance=SALES", "Server=db\\SALES|TDS_Version=7.4|ClientCharset=UTF-8|APP=Quarry|Encryption=require")]
    [InlineData("db", 0, "", "encrypt=no;tds-version=7.2", "Server=db|Port=1433|TDS_Version=7.2|ClientCharset=UTF-8|APP=Quarry|Encryption=off")]
    [InlineData("db", 0, "", "encrypt=no;authentication=integrated;server-spn=s;application-intent=read-only;workstation-id=w;language=l;application-name=a",
        "Server=db|Port=1433|TDS_Version=7.4|ClientCharset=UTF-8|APP=a|Encryption=off|Trusted_Connection=yes|ApplicationIntent=ReadOnly|ServerSPN=s|WSID=w|Language=l")]
    public void A_target_becomes_keywords_of_FreeTDS(string host, int port, string path, string options, string expected)
    {
        foreach (string driver in (string[])["FreeTDS", "freetds 1.3", "/usr/lib/odbc/libtdsodbc.so"])
        {
            Text(s_profile.ConnectionKeywords(Target(host, port, path, options), driver)).Should().Be(expected);
        }
    }

    [Theory]
    [InlineData("", "trust-server-certificate")]
    [InlineData("encrypt=strict;trust-server-certificate=yes", "encrypt")]
    [InlineData("encrypt=no;hostname-in-certificate=x", "hostname-in-certificate")]
    [InlineData("encrypt=no;server-certificate=x", "server-certificate")]
    [InlineData("encrypt=no;authentication=ActiveDirectoryPassword", "authentication")]
    [InlineData("encrypt=no;multi-subnet-failover=yes", "multi-subnet-failover")]
    [InlineData("encrypt=no;connect-retry-count=1", "connect-retry-count")]
    [InlineData("encrypt=no;column-encryption=no", "column-encryption")]
    public void What_FreeTDS_does_not_do_is_refused_and_not_left_out(string options, string option)
    {
        QuarryException error = Refused(Target("db", 0, "", options), "FreeTDS");
        error.Code.Should().Be(22002);
        error.Message.Should().Contain($"\"{option}\"").And.Contain("Microsoft's ODBC driver");
    }

    [Theory]
    [InlineData("db", 0, "", "encrpyt=yes", 22000, "encrypt")]
    [InlineData("db", 0, "", "encrypt=perhaps", 22001, "strict")]
    [InlineData("db", 0, "", "trust-server-certificate=ja", 22001, "yes or no")]
    [InlineData("db", 0, "", "multi-subnet-failover=", 22001, "yes or no")]
    [InlineData("db", 0, "", "application-intent=both", 22001, "read-only")]
    [InlineData("db", 0, "", "authentication=kerberos", 22001, "integrated")]
    [InlineData("db", 0, "", "connect-retry-count=256", 22001, "255")]
    [InlineData("db", 0, "", "connect-retry-count=-1", 22001, "255")]
    [InlineData("db", 0, "", "tds-version=5.0", 22001, "7.4")]
    [InlineData("db", 0, "", "instance=", 22001, "empty")]
    [InlineData("db", 0, "", "tds-version=7.4", 22002, "Microsoft's driver")]
    [InlineData("db", 1433, "", "instance=SALES", 22002, "port")]
    [InlineData("a,b", 0, "", "", 22003, "multi-subnet-failover")]
    [InlineData("db", 0, "/a/b", "", 22003, "one database")]
    [InlineData("", 0, "sales", "", 22003, "one database")]
    public void A_wrong_target_is_refused_with_what_is_right(string host, int port, string path, string options, int code, string expected)
    {
        QuarryException error = Refused(Target(host, port, path, options), Newest);
        error.Code.Should().Be(code);
        error.Message.Should().Contain(expected);
        error.Message.Should().NotContain("perhaps").And.NotContain("kerberos", "a value in a wrong place may be a secret");
    }

    [Fact]
    public void The_account_of_the_process_has_no_other_name()
        => Refused(new() { Scheme = "sqlserver", Host = "db", UserName = "app", Options = new Dictionary<string, string> { ["authentication"] = "integrated" } }, Newest)
            .Message.Should().Contain("account of this process");

    [Fact]
    public void Drivers_are_looked_for_best_first_and_FreeTDS_is_not_claimed_by_name()
    {
        s_profile.Drivers.Should().Equal(Newest, "ODBC Driver 17 for SQL Server", "ODBC Driver ?? for SQL Server", "FreeTDS");
        var driver = new SqlServerDriver();
        driver.Odbc.Should().BeOfType<SqlServerOdbcProfile>();
        driver.Info.OdbcDrivers.Should().Equal("ODBC Driver ?? for SQL Server", "libmsodbcsql*", "msodbcsql*");
        driver.Info.DbmsNames.Should().Equal("Microsoft SQL Server");
        driver.Info.Schemes.Should().Equal("sqlserver", "mssql");
        (driver.Info.Id, driver.Info.Name).Should().Be(("sqlserver", "Microsoft SQL Server"));
    }

    // As FreeTDS describes columns: src/odbc/odbc_data.c.
    [Theory]
    [InlineData("datetime", 93, 16, 0, 0, "smalldatetime", "timestamp[s]")]
    [InlineData("datetime", 93, 23, 0, 3, "datetime", "timestamp[ms]")]
    [InlineData("money", 3, 10, 10, 4, "smallmoney", "decimal128(10,4)")]
    [InlineData("money", 3, 19, 19, 4, "money", "decimal128(19,4)")]
    [InlineData("decimal", 2, 12, 12, 2, "decimal(12,2)", "decimal128(12,2)")]
    [InlineData("float", 8, 53, 0, 0, "float", "float64")]
    [InlineData("time", -154, 16, 0, 7, "time(7)", "time64[ns]")]
    [InlineData("datetime2", 93, 19, 0, 0, "datetime2(0)", "timestamp[s]")]
    [InlineData("varchar", 12, 0, 0, 0, "varchar(max)", "utf8")]
    [InlineData("int identity", 4, 10, 0, 0, "int", "int32")]
    // A type of the CLR has no name and no code of its own.
    [InlineData("", -4, 0, 0, 0, "", "binary")]
    [InlineData("dbo.Phone", -9, 20, 0, 0, "dbo.Phone", "utf8")]
    public void A_column_is_described_as_the_catalog_writes_it(string name, int code, long length, int precision, int scale, string typeName, string expected)
    {
        NativeColumn column = s_profile.Describe(new() { Name = "c", TypeName = name, TypeCode = code, Length = length, Precision = precision, Scale = scale });
        (column.Name, column.TypeName, column.TypeCode).Should().Be(("c", typeName, code));
        new SqlServerTypeMap().Map(column, ReadOptions.Default).ToString().Should().Be(expected);
    }

    // https://learn.microsoft.com/sql/t-sql/statements/set-transaction-isolation-level-transact-sql, set-lock-timeout-transact-sql: both are the session's.
    [Theory]
    [InlineData(IsolationLevel.Unspecified, 0, "", "")]
    [InlineData(IsolationLevel.ReadUncommitted, 0, "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED", "SET TRANSACTION ISOLATION LEVEL READ COMMITTED")]
    [InlineData(IsolationLevel.ReadCommitted, 0, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED", "SET TRANSACTION ISOLATION LEVEL READ COMMITTED")]
    [InlineData(IsolationLevel.RepeatableRead, 0, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SET TRANSACTION ISOLATION LEVEL READ COMMITTED")]
    [InlineData(IsolationLevel.Serializable, 1500, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;SET LOCK_TIMEOUT 1500", "SET TRANSACTION ISOLATION LEVEL READ COMMITTED;SET LOCK_TIMEOUT -1")]
    [InlineData(IsolationLevel.Snapshot, 0, "SET TRANSACTION ISOLATION LEVEL SNAPSHOT", "SET TRANSACTION ISOLATION LEVEL READ COMMITTED")]
    [InlineData(IsolationLevel.Unspecified, 1.2, "SET LOCK_TIMEOUT 2", "SET LOCK_TIMEOUT -1")]
    public void What_a_transaction_sets_is_taken_back_after_it(IsolationLevel isolation, double timeout, string begin, string end)
    {
        var options = new TransactionOptions { Isolation = isolation, LockTimeout = timeout > 0 ? TimeSpan.FromMilliseconds(timeout) : null };
        string.Join(';', s_profile.BeginTransaction(options)!).Should().Be(begin);
        string.Join(';', s_profile.EndTransaction(options)).Should().Be(end);
        foreach (string sql in s_profile.BeginTransaction(options)!.Concat(s_profile.EndTransaction(options)))
        {
            TSql.Parse(sql).Should().ContainSingle();
        }
    }

    [Fact]
    public void What_the_dialect_refuses_the_profile_refuses()
    {
        foreach (TransactionOptions options in (TransactionOptions[])[new() { ReadOnly = true }, new() { Deferrable = true }, new() { Isolation = IsolationLevel.Chaos }, new() { Snapshot = "x" }])
        {
            s_profile.BeginTransaction(options).Should().BeNull();
        }
    }

    // The two zeros go, anything else is left, and the server refuses it: error 241.
    [Theory]
    [InlineData("time64[ns]", "CAST(REPLACE(? + '|', '00|', '') AS time(7))")]
    [InlineData("time64[us]", "?")]
    [InlineData("timestamp_offset[s]", "CAST(? AS datetimeoffset(0))")]
    [InlineData("timestamp_offset[ms]", "CAST(? AS datetimeoffset(3))")]
    [InlineData("timestamp_offset[us]", "CAST(? AS datetimeoffset(6))")]
    [InlineData("timestamp_offset[ns]", "CAST(REPLACE(STUFF(?, 30, 0, '|'), '00|', '') AS datetimeoffset(7))")]
    [InlineData("timestamp[ns]", "?")]
    [InlineData("timestamp[us,UTC]", "?")]
    [InlineData("uuid", "?")]
    [InlineData("utf8", "?")]
    [InlineData("utf8(numeric)", "?")]
    [InlineData("decimal128(10,2)", "?")]
    [InlineData("boolean", "?")]
    public void A_text_that_would_be_converted_otherwise_carries_a_cast(string type, string expected)
    {
        s_profile.ParameterMarker(LogicalType.TryParse(type, out LogicalType? parsed) ? parsed : throw new ArgumentException(type, nameof(type))).Should().Be(expected);
        expected.Count(c => c == '?').Should().Be(1);
        TSql.Parse($"INSERT INTO t (a) VALUES ({TSql.Marked(expected, new SqlServerDialect().Lexicon)})").Should().ContainSingle();
    }

    [Fact]
    public void The_end_of_nanoseconds_is_cut_at_the_right_character()
    {
        Span<byte> text = stackalloc byte[64];
        ValueText.TryFormatTimestampOffset(new(1_700_000_000_123_456_700, 330), TimeUnit.Nanosecond, text, out int written).Should().BeTrue();
        string value = System.Text.Encoding.ASCII.GetString(text[..written]);
        value.Insert(29, "|").Replace("00|", "").Should().Be("2023-11-15T03:43:20.1234567+05:30");
        ValueText.TryFormatTime(45_296_123_456_700, TimeUnit.Nanosecond, text, out written).Should().BeTrue();
        (System.Text.Encoding.ASCII.GetString(text[..written]) + "|").Replace("00|", "").Should().Be("12:34:56.1234567");
    }

    [Fact]
    public void A_session_starts_so_that_no_value_is_cut_and_is_not_used_again_once_it_is_touched()
    {
        s_profile.ConnectStatements.Should().Equal(
            "SET QUOTED_IDENTIFIER, ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ANSI_NULL_DFLT_ON, CONCAT_NULL_YIELDS_NULL ON", "SET TEXTSIZE 2147483647");
        foreach (string sql in s_profile.ConnectStatements.Append(s_profile.PingStatement))
        {
            TSql.Parse(sql).Should().ContainSingle();
        }

        s_profile.ResetStatements.Should().BeNull();
        s_profile.DefaultKeywords.Should().BeEmpty();
    }

    private static QuarryException Refused(Target target, string odbcDriver)
    {
        QuarryException error = FluentActions.Invoking(() => s_profile.ConnectionKeywords(target, odbcDriver)).Should().Throw<QuarryException>().Which;
        error.Kind.Should().Be(ErrorKind.User);
        return error;
    }

    private static string Text(IEnumerable<KeyValuePair<string, string>> keywords) => string.Join('|', keywords.Select(keyword => $"{keyword.Key}={keyword.Value}"));

    private static Target Target(string host, int port, string path, string options) => new()
    {
        Scheme = "sqlserver",
        Host = host,
        Port = port,
        Path = path,
        Options = options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=', 2)).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase),
    };
}
