using Quarry.Contracts;

namespace Quarry.Plugins.Oracle.Tests;

public sealed class OdbcProfileTests
{
    private static readonly OracleOdbcProfile s_profile = new();

    // https://docs.oracle.com/en/database/oracle/oracle-database/23/netag/support-easy-connect-plus.html
    [Theory]
    [InlineData("db", 1521, "/SALES", "", "DBQ=//db:1521/SALES")]
    [InlineData("db", 0, "/SALES", "", "DBQ=//db:1521/SALES")]
    [InlineData("db.example.com", 1600, "/sales.example.com", "", "DBQ=//db.example.com:1600/sales.example.com")]
    [InlineData("db", 0, "/sales:pooled/inst1", "", "DBQ=//db:1521/sales:pooled/inst1")]
    [InlineData("2001:db8::1", 0, "/SALES", "", "DBQ=//[2001:db8::1]:1521/SALES")]
    [InlineData("h1:1521,h2:1522", 0, "/SALES", "", "DBQ=//h1:1521,h2:1522/SALES")]
    [InlineData("db", 0, "/SALES", "protocol=tcp", "DBQ=//db:1521/SALES")]
    [InlineData("db", 2484, "/SALES", "protocol=tcps", "DBQ=tcps://db:2484/SALES")]
    [InlineData("db", 2484, "/SALES", "protocol=TCPS;ssl_server_dn_match=on;wallet_location=/etc/wallet", "DBQ=tcps://db:2484/SALES?wallet_location=\"/etc/wallet\"&ssl_server_dn_match=on")]
    [InlineData("db", 0, "/SALES", "ssl_server_cert_dn=CN=db,O=x", "DBQ=//db:1521/SALES?ssl_server_cert_dn=\"CN=db,O=x\"")]
    [InlineData("db", 0, "/SALES", "connect_timeout=5;transport_connect_timeout=3;retry_count=2;retry_delay=1;sdu=8192;load_balance=on",
        "DBQ=//db:1521/SALES?connect_timeout=5&transport_connect_timeout=3&retry_count=2&retry_delay=1&sdu=8192&load_balance=on")]
    [InlineData("db", 0, "/SALES", "fetch_buffer_size=65536", "DBQ=//db:1521/SALES|FBS=65536")]
    [InlineData("", 0, "/SALES_PROD", "", "DBQ=SALES_PROD")]
    [InlineData("", 0, "SALES_PROD.WORLD", "", "DBQ=SALES_PROD.WORLD")]
    [InlineData("", 0, "", "tns=SALES", "DBQ=SALES")]
    [InlineData("", 0, "/", "TNS=SALES;fetch_buffer_size=1000", "DBQ=SALES|FBS=1000")]
    [InlineData("", 0, "", "tns=(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1521))(CONNECT_DATA=(SID=x)))",
        "DBQ=(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db)(PORT=1521))(CONNECT_DATA=(SID=x)))")]
    public void A_target_becomes_keywords_of_Oracles_driver(string host, int port, string path, string options, string expected)
    {
        Target target = Target(host, port, path, options);
        Join(s_profile.ConnectionKeywords(target)).Should().Be(expected);
        // All of Oracle's drivers take the same.
        Join(s_profile.ConnectionKeywords(target, "Oracle in instantclient_23_5")).Should().Be(expected);
    }

    [Theory]
    [InlineData("db", 0, "/SALES", "sslmode=require", 23000)]
    [InlineData("db", 0, "/SALES", "password=x", 23000)]
    [InlineData("db", 0, "/SALES", "max_large_data=10", 23000)]
    [InlineData("db", 0, "/SALES", "protocol=http", 23001)]
    [InlineData("db", 0, "/SALES", "connect_timeout=soon", 23001)]
    [InlineData("db", 0, "/SALES", "connect_timeout=-1", 23001)]
    [InlineData("db", 0, "/SALES", "ssl_server_dn_match=yes", 23001)]
    [InlineData("db", 0, "/SALES", "wallet_location=a\"b", 23001)]
    [InlineData("db", 0, "/SALES", "fetch_buffer_size=0", 23001)]
    [InlineData("db", 0, "/SALES", "fetch_buffer_size=1k", 23001)]
    [InlineData("", 0, "", "tns=a b", 23001)]
    [InlineData("", 0, "", "tns=(ADDRESS=x)", 23001)]
    [InlineData("db", 0, "/SALES", "tns=SALES", 23002)]
    [InlineData("", 0, "/SALES", "protocol=tcps", 23002)]
    [InlineData("db", 0, "", "", 23003)]
    [InlineData("db", 0, "/SALES?x=y", "", 23003)]
    [InlineData("db", 0, "/SAL ES", "", 23003)]
    [InlineData("d(b", 0, "/SALES", "", 23003)]
    [InlineData("", 0, "", "", 23003)]
    [InlineData("", 0, "/SALES", "tns=SALES", 23003)]
    [InlineData("", 1521, "/SALES", "", 23003)]
    public void What_is_wrong_with_a_target_is_refused_before_anything_connects(string host, int port, string path, string options, int code)
    {
        QuarryException error = FluentActions.Invoking(() => s_profile.ConnectionKeywords(Target(host, port, path, options))).Should().Throw<QuarryException>().Which;
        error.Code.Should().Be(code);
        error.Kind.Should().Be(ErrorKind.User);
        // A value in a wrong place may be a secret.
        error.Message.Should().NotContain("soon").And.NotContain("1k").And.NotContain("a b");
    }

    [Fact]
    public void The_drivers_are_Oracles_the_latest_first() => s_profile.Drivers.Should().Equal("Oracle 23 ODBC driver*", "Oracle 21 ODBC driver*", "Oracle*");

    // https://docs.oracle.com/en/database/oracle/oracle-database/23/odbcd/basic-programming-oracle-odbc.html
    [Fact]
    public void What_a_data_source_could_lose_is_switched_off() => Join(s_profile.DefaultKeywords).Should().Be("BNF=F|BTD=F|FEN=F|FBS=1048576");

    // https://docs.oracle.com/en/database/oracle/oracle-database/23/sqlrf/ALTER-SESSION.html
    [Fact]
    public void A_session_starts_in_UTC_with_points_and_ISO_forms()
    {
        s_profile.ConnectStatements.Should().Equal(
            "ALTER SESSION SET TIME_ZONE = '+00:00'",
            "ALTER SESSION SET NLS_CALENDAR = 'GREGORIAN' NLS_NUMERIC_CHARACTERS = '.,' NLS_DATE_FORMAT = 'YYYY-MM-DD HH24:MI:SS' NLS_TIMESTAMP_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF9' "
            + "NLS_TIMESTAMP_TZ_FORMAT = 'YYYY-MM-DD HH24:MI:SS.FF9 TZH:TZM'");
        s_profile.PingStatement.Should().Be("SELECT 1 FROM DUAL");
        s_profile.ResetStatements.Should().BeNull("nothing brings a session of Oracle back");
    }

    [Theory]
    [InlineData("boolean", "?")]
    [InlineData("int8", "TO_NUMBER(?)")]
    [InlineData("int16", "TO_NUMBER(?)")]
    [InlineData("int32", "TO_NUMBER(?)")]
    [InlineData("int64", "TO_NUMBER(?)")]
    [InlineData("uint8", "TO_NUMBER(?)")]
    [InlineData("uint16", "TO_NUMBER(?)")]
    [InlineData("uint32", "TO_NUMBER(?)")]
    [InlineData("uint64", "TO_NUMBER(?)")]
    [InlineData("decimal128(10,2)", "TO_NUMBER(?)")]
    [InlineData("decimal256(60,2)", "TO_NUMBER(?)")]
    [InlineData("utf8(numeric)", "?")]
    [InlineData("float32", "?")]
    [InlineData("float64", "?")]
    [InlineData("utf8", "?")]
    [InlineData("json", "?")]
    [InlineData("xml", "?")]
    [InlineData("binary", "?")]
    [InlineData("fixed_binary[16]", "?")]
    [InlineData("interval", "?")]
    [InlineData("time64[us]", "?")]
    [InlineData("date32", "CAST(? AS DATE)")]
    [InlineData("timestamp[s]", "CAST(? AS DATE)")]
    [InlineData("timestamp[ms]", "CAST(? AS TIMESTAMP(9))")]
    [InlineData("timestamp[ns]", "CAST(? AS TIMESTAMP(9))")]
    [InlineData("timestamp[s,UTC]", "FROM_TZ(CAST(? AS TIMESTAMP(9)), '+00:00')")]
    [InlineData("timestamp[ns,UTC]", "FROM_TZ(CAST(? AS TIMESTAMP(9)), '+00:00')")]
    [InlineData("timestamp_offset[s]", "TO_TIMESTAMP_TZ(?, 'YYYY-MM-DD\"T\"HH24:MI:SSTZH:TZM')")]
    [InlineData("timestamp_offset[ms]", "TO_TIMESTAMP_TZ(?, 'YYYY-MM-DD\"T\"HH24:MI:SS.FF3TZH:TZM')")]
    [InlineData("timestamp_offset[us]", "TO_TIMESTAMP_TZ(?, 'YYYY-MM-DD\"T\"HH24:MI:SS.FF6TZH:TZM')")]
    [InlineData("timestamp_offset[ns]", "TO_TIMESTAMP_TZ(?, 'YYYY-MM-DD\"T\"HH24:MI:SS.FF9TZH:TZM')")]
    [InlineData("uuid", "HEXTORAW(REPLACE(?, '-'))")]
    public void A_parameter_says_its_type(string type, string marker)
    {
        s_profile.ParameterMarker(Parsed.Type(type)).Should().Be(marker);
        marker.Count(c => c == '?').Should().Be(1);
    }

    [Fact]
    public void A_description_without_scale_loses_its_precision_and_a_NUMBER_keeps_its_own()
    {
        s_profile.Describe(new() { TypeName = "NUMBER", TypeCode = 3, Precision = 126, Scale = -127 }).Should().Be(new NativeColumn { TypeName = "NUMBER", TypeCode = 3 });
        s_profile.Describe(new() { TypeName = "NUMBER", TypeCode = 3, Precision = 10, Scale = -2 }).TypeName.Should().Be("NUMBER(10,-2)");
        NativeColumn text = new() { TypeName = "VARCHAR2", TypeCode = 12, Length = 10 };
        s_profile.Describe(text).Should().BeSameAs(text);
    }

    private static Target Target(string host, int port, string path, string options) => new()
    {
        Scheme = "oracle",
        UserName = "app",
        Host = host,
        Port = port,
        Path = path,
        Options = options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=', 2)).ToDictionary(option => option[0], option => option[1], StringComparer.OrdinalIgnoreCase),
    };

    private static string Join(IEnumerable<KeyValuePair<string, string>> keywords) => string.Join('|', keywords.Select(keyword => $"{keyword.Key}={keyword.Value}"));
}
