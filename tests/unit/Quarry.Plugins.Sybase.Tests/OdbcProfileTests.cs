using System.Collections.Frozen;
using System.Data;
using Quarry.Contracts;
using Quarry.Plugins.Sybase.Errors;

namespace Quarry.Plugins.Sybase.Tests;

public sealed class OdbcProfileTests
{
    private const string Sap = "Adaptive Server Enterprise";
    private const string FreeTds = "FreeTDS";

    private static readonly SybaseOdbcProfile s_profile = new();

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc20116.1570/html/aseodbc/CHDCGBEH.htm, https://www.freetds.org/userguide/OdbcConnAttr.html
    [Theory]
    [InlineData(Sap, "db", 0, "/sales", "", "Server=db|Port=5000|Database=sales|CharSet=utf8|EncryptPassword=1")]
    [InlineData(Sap, "db", 4100, "", "", "Server=db|Port=4100|CharSet=utf8|EncryptPassword=1")]
    [InlineData(Sap, "fe80::1", 0, "/", "", "Server=fe80::1|Port=5000|CharSet=utf8|EncryptPassword=1")]
    [InlineData(Sap, "db", 0, "/sales", "encryption=ssl;trusted_file=/etc/ca.txt", "Server=db|Port=5000|Database=sales|CharSet=utf8|EncryptPassword=1|Encryption=ssl|TrustedFile=/etc/ca.txt")]
    [InlineData(Sap, "db", 0, "", "CHARSET=iso_1;encrypt_password=0", "Server=db|Port=5000|CharSet=iso_1|EncryptPassword=0")]
    [InlineData(Sap, "db", 0, "", "application_name=etl;language=french;packet_size=16384;dynamic_prepare=1;alternate_servers=b:5000,c:5001",
        "Server=db|Port=5000|AlternateServers=b:5000,c:5001|ApplicationName=etl|CharSet=utf8|DynamicPrepare=1|EncryptPassword=1|Language=french|PacketSize=16384")]
    [InlineData(FreeTds, "db", 0, "/sales", "", "Server=db|Port=5000|Database=sales|TDS_Version=5.0|ClientCharset=UTF-8|Encryption=require")]
    [InlineData("/usr/lib/odbc/libtdsodbc.so", "db", 0, "", "", "Server=db|Port=5000|TDS_Version=5.0|ClientCharset=UTF-8|Encryption=require")]
    [InlineData(FreeTds, "db", 0, "", "encrypt_password=0;application_name=etl;language=french;packet_size=8192",
        "Server=db|Port=5000|TDS_Version=5.0|ClientCharset=UTF-8|APP=etl|Encryption=off|Language=french|PacketSize=8192")]
    [InlineData(FreeTds, "db", 0, "", "encrypt_password=2", "Server=db|Port=5000|TDS_Version=5.0|ClientCharset=UTF-8|Encryption=request")]
    public void A_target_becomes_the_keywords_of_the_ODBC_driver(string odbcDriver, string host, int port, string path, string options, string expected)
        => Text(s_profile.ConnectionKeywords(Target(host, port, path, options), odbcDriver)).Should().Be(expected);

    [Fact]
    public void Without_a_driver_named_they_are_those_of_the_vendor()
        => s_profile.ConnectionKeywords(Target("db", 0, "/sales", "")).Should().Equal(s_profile.ConnectionKeywords(Target("db", 0, "/sales", ""), Sap));

    [Theory]
    [InlineData(Sap, "db", "/sales", "charsett=utf8", ErrorCodes.OptionUnknown, "*charsett*charset*")]
    [InlineData(Sap, "db", "/sales", "encrypt_password=yes", ErrorCodes.OptionInvalid, "*encrypt_password*0 (plain)*")]
    [InlineData(Sap, "db", "/sales", "encryption=tls", ErrorCodes.OptionInvalid, "*ssl*")]
    [InlineData(Sap, "db", "/sales", "packet_size=1000", ErrorCodes.OptionInvalid, "*multiple of 512*")]
    [InlineData(Sap, "db", "/sales", "dynamic_prepare=true", ErrorCodes.OptionInvalid, "*0 or 1*")]
    [InlineData(Sap, "db", "/sales", "language=", ErrorCodes.OptionInvalid, "*language*")]
    [InlineData(FreeTds, "db", "/sales", "encryption=ssl", ErrorCodes.OptionRefused, "*FreeTDS*")]
    [InlineData(FreeTds, "db", "/sales", "dynamic_prepare=1", ErrorCodes.OptionRefused, "*FreeTDS*")]
    [InlineData(FreeTds, "db", "/sales", "charset=utf8", ErrorCodes.OptionRefused, "*FreeTDS*")]
    [InlineData(Sap, "", "/sales", "", ErrorCodes.TargetInvalid, "*no server*")]
    [InlineData(Sap, "a,b", "/sales", "", ErrorCodes.TargetInvalid, "*alternate_servers*")]
    [InlineData(Sap, "db", "/sales/dbo", "", ErrorCodes.TargetInvalid, "*one database*")]
    [InlineData(Sap, "db", "sales", "", ErrorCodes.TargetInvalid, "*one database*")]
    public void What_is_wrong_with_a_target_is_said_without_its_value(string odbcDriver, string host, string path, string options, int code, string message)
    {
        QuarryException error = FluentActions.Invoking(() => s_profile.ConnectionKeywords(Target(host, 0, path, options), odbcDriver)).Should().Throw<QuarryException>().WithMessage(message).Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.User, code));
        if (options.Split('=') is [_, { Length: > 4 } value])
        {
            error.Message.Should().NotContain($"\"{value}\"");
        }
    }

    [Fact]
    public void The_vendors_driver_comes_before_FreeTDS() => s_profile.Drivers.Should().Equal("Adaptive Server Enterprise*", "Sybase ASE*", "FreeTDS");

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc32300.1600/doc/html/san1390612101590.html
    [Fact]
    public void A_session_starts_so_that_nothing_is_cut_without_a_word()
        => s_profile.ConnectStatements.Should().Equal(
            "SET QUOTED_IDENTIFIER ON", "SET TEXTSIZE 2147483647", "SET ARITHABORT ARITH_OVERFLOW ON", "SET ARITHABORT NUMERIC_TRUNCATION ON", "SET STRING_RTRUNCATION ON");

    [Fact]
    public void A_session_cannot_be_brought_back() => s_profile.ResetStatements.Should().BeNull();

    // https://infocenter.sybase.com/help/topic/com.sybase.infocenter.dc00729.1500/html/errMessageAdvRes/BABJGEFE.htm
    [Theory]
    [InlineData(IsolationLevel.Unspecified, "IF @@TRANCOUNT = 0 BEGIN TRANSACTION", "")]
    [InlineData(IsolationLevel.Serializable, "IF @@TRANCOUNT > 0 COMMIT TRANSACTION;SET TRANSACTION ISOLATION LEVEL 3;IF @@TRANCOUNT = 0 BEGIN TRANSACTION", "SET TRANSACTION ISOLATION LEVEL 1")]
    [InlineData(IsolationLevel.ReadUncommitted, "IF @@TRANCOUNT > 0 COMMIT TRANSACTION;SET TRANSACTION ISOLATION LEVEL 0;IF @@TRANCOUNT = 0 BEGIN TRANSACTION", "SET TRANSACTION ISOLATION LEVEL 1")]
    [InlineData(IsolationLevel.Snapshot, null, "")]
    public void The_isolation_is_set_where_no_transaction_is_open_and_taken_back(IsolationLevel isolation, string? begin, string end)
    {
        var options = new TransactionOptions { Isolation = isolation };
        (s_profile.BeginTransaction(options) is { } statements ? string.Join(';', statements) : null).Should().Be(begin);
        string.Join(';', s_profile.EndTransaction(options)).Should().Be(end);
    }

    [Fact]
    public void A_lock_timeout_is_the_sessions_and_is_taken_back()
    {
        var options = new TransactionOptions { Isolation = IsolationLevel.ReadCommitted, LockTimeout = TimeSpan.FromMilliseconds(1500) };
        s_profile.BeginTransaction(options).Should().Equal(
            "IF @@TRANCOUNT > 0 COMMIT TRANSACTION", "SET TRANSACTION ISOLATION LEVEL 1", "SET LOCK WAIT 2", "IF @@TRANCOUNT = 0 BEGIN TRANSACTION");
        s_profile.EndTransaction(options).Should().Equal("SET TRANSACTION ISOLATION LEVEL 1", "SET LOCK WAIT");
        s_profile.BeginTransaction(options with { ReadOnly = true }).Should().BeNull();
        s_profile.EndTransaction(new()).Should().BeEmpty();
    }

    [Fact]
    public void A_savepoint_finds_a_transaction_that_is_open()
        => s_profile.BeginTransaction(TransactionOptions.Default)![^1].Should().Be("IF @@TRANCOUNT = 0 BEGIN TRANSACTION", "outside of one a savepoint does nothing and says nothing");

    [Fact]
    public void Facts_are_read_under_the_names_that_the_capabilities_know()
        => s_profile.FactsSql.Should().ContainAll("@@version AS version", "AS version_number", "AS page_size", "AS charset", "d.status & 512 = 512", "AS ddl_in_tran", "d.dbid = DB_ID()");

    // https://github.com/FreeTDS/freetds/blob/master/src/odbc/odbc_data.c
    [Theory]
    [InlineData("money", 10, 4, 10, "smallmoney")]
    [InlineData("money", 19, 4, 19, "money")]
    [InlineData("datetime", 0, 0, 16, "smalldatetime")]
    [InlineData("datetime", 0, 3, 23, "datetime")]
    [InlineData("varchar", 0, 0, 16, "varchar")]
    public void Names_that_FreeTDS_shares_are_told_apart(string name, int precision, int scale, long length, string expected)
        => s_profile.Describe(new() { TypeName = name, Precision = precision, Scale = scale, Length = length }).TypeName.Should().Be(expected);

    [Fact]
    public void Values_carry_no_cast() => s_profile.ParameterMarker(LogicalType.Decimal128(10, 2)).Should().Be("?", "ASE learns their types from the ODBC driver");

    private static string Text(IReadOnlyList<KeyValuePair<string, string>> keywords) => string.Join('|', keywords.Select(keyword => $"{keyword.Key}={keyword.Value}"));

    private static Target Target(string host, int port, string path, string options) => new()
    {
        Scheme = "sybase",
        Host = host,
        Port = port,
        Path = path,
        UserName = "app",
        Options = options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=', 2)).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase),
    };
}
