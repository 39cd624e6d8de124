using Quarry.Odbc.Connecting;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Tests.Quirks;

public sealed class QuirkTableTests
{
    [Fact]
    public void Every_row_has_drivers_a_source_and_settings_that_there_are()
    {
        QuirkTable.Rows.Should().NotBeEmpty();
        foreach (QuirkRow row in QuirkTable.Rows)
        {
            row.Drivers.Should().NotBeEmpty().And.OnlyContain(pattern => pattern.Trim('*').Length > 2, "a pattern of stars would be for every driver");
            row.Source.Length.Should().BeGreaterThan(10);
            row.Invoking(row => SettingNames.Apply(OdbcSettings.Default, row.Settings)).Should().NotThrow();
            row.Keywords.Keys.Should().NotContain(name => name.Contains("pwd", StringComparison.OrdinalIgnoreCase) || name.Contains("password", StringComparison.OrdinalIgnoreCase));
            (row.Since is null || VersionText.Parse(row.Since) > new Version(0, 0)).Should().BeTrue();
            (row.Before is null || VersionText.Parse(row.Before) > new Version(0, 0)).Should().BeTrue();
        }
    }

    [Fact]
    public void The_README_names_every_row()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        QuirkTable.Rows.Should().OnlyContain(row => row.Drivers.Any(pattern => readme.Contains($"`{pattern}`", StringComparison.Ordinal)));
    }

    // Each driver by its name in odbcinst.ini, by its file, and by what SQL_DRIVER_NAME says.
    [Theory]
    [InlineData("PostgreSQL Unicode", "")]
    [InlineData("postgresql ansi", "")]
    [InlineData("", "psqlodbcw.so")]
    [InlineData("/usr/lib/x86_64-linux-gnu/odbc/psqlodbcw.so", "")]
    [InlineData("SQLite3", "")]
    [InlineData("", "libsqlite3odbc.so")]
    [InlineData("MariaDB Unicode", "")]
    [InlineData("", "libmaodbc.so")]
    [InlineData("FreeTDS", "libtdsodbc.so")]
    [InlineData("ODBC Driver 18 for SQL Server", "")]
    [InlineData("", "libmsodbcsql-18.3.so.2.1")]
    [InlineData("Oracle 19 ODBC driver", "")]
    [InlineData("", "libsqora.so.19.1")]
    [InlineData("Adaptive Server Enterprise", "")]
    [InlineData("", "libsybdrvodb.so")]
    public void A_driver_is_found_by_name_and_by_file(string name, string library)
        => Matching(name, library).Should().ContainSingle();

    [Theory]
    [InlineData("", "")]
    [InlineData("My Driver", "mydriver.so")]
    [InlineData("Not PostgreSQL", "")]
    public void Of_another_nothing_is_known(string name, string library)
    {
        Matching(name, library).Should().BeEmpty();
        QuirkTable.Apply(OdbcSettings.Default, name, library, "1.0").Should().Be(OdbcSettings.Default);
        QuirkTable.KeywordsOf(name).Should().BeEmpty();
    }

    [Fact]
    public void What_is_known_of_a_driver_becomes_settings_and_keywords()
    {
        OdbcSettings postgres = QuirkTable.Apply(OdbcSettings.Default, "PostgreSQL Unicode", "psqlodbcw.so", "13.02.0000");
        postgres.Utf8Text.Should().BeTrue();
        postgres.ReadsLongByPosition.Should().BeTrue();
        QuirkTable.Apply(OdbcSettings.Default, "SQLite3", "", "0.9998").DatesAsText.Should().BeTrue();
        QuirkTable.KeywordsOf("PostgreSQL Unicode").Should().Contain(new KeyValuePair<string, string>("UseDeclareFetch", "1"));
        QuirkTable.Apply(OdbcSettings.Default, "SQLite3", "", "0.9998").ParameterArrays.Should().BeFalse();
    }

    [Theory]
    [InlineData("Post*", "POSTGRESQL", true)]
    [InlineData("ODBC Driver ?? for SQL Server", "ODBC Driver 17 for SQL Server", true)]
    [InlineData("ODBC Driver ?? for SQL Server", "ODBC Driver 170 for SQL Server", false)]
    [InlineData("SQLite3", "SQLite", false)]
    public void Patterns(string pattern, string name, bool expected) => QuirkTable.IsMatch(pattern, name).Should().Be(expected);

    [Theory]
    [InlineData(null, null, "1.0", true)]
    [InlineData("2.0", null, "1.9", false)]
    [InlineData("2.0", null, "2.0", true)]
    [InlineData("2.0", "3.0", "2.9.9", true)]
    [InlineData("2.0", "3.0", "3.0", false)]
    [InlineData(null, "13.02.0001", "13.02.0000", true)]
    [InlineData(null, "3.0", "unknown", true)]
    public void A_row_is_for_versions_from_one_to_before_another(string? since, string? before, string version, bool expected)
        => QuirkTable.IsFor(new QuirkRow { Drivers = ["x"], Source = "", Since = since, Before = before }, VersionText.Parse(version)).Should().Be(expected);

    private static IEnumerable<QuirkRow> Matching(string name, string library)
        => QuirkTable.Rows.Where(row => row.Drivers.Any(pattern => (name.Length > 0 && QuirkTable.IsMatch(pattern, Path.GetFileName(name))) || (library.Length > 0 && QuirkTable.IsMatch(pattern, library))));
}
