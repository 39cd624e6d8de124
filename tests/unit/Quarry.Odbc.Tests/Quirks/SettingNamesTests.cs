using System.Reflection;
using System.Text.RegularExpressions;
using Quarry.Contracts;
using Quarry.Odbc.Quirks;

namespace Quarry.Odbc.Tests.Quirks;

public sealed class SettingNamesTests
{
    private static readonly PropertyInfo[] s_properties = typeof(OdbcSettings).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    // A value of each that is not its default.
    public static TheoryData<string, string, string, string> Changes => new()
    {
        { "text", "utf8", nameof(OdbcSettings.Utf8Text), "True" },
        { "integers", "text", nameof(OdbcSettings.IntegersAsText), "True" },
        { "booleans", "text", nameof(OdbcSettings.BooleansAsText), "True" },
        { "timestamps", "text", nameof(OdbcSettings.TimestampsAsText), "True" },
        { "dates", "text", nameof(OdbcSettings.DatesAsText), "True" },
        { "lengths", "hints", nameof(OdbcSettings.LengthsAreHints), "True" },
        { "long-data", "position", nameof(OdbcSettings.ReadsLongByPosition), "True" },
        { "long-bytes", "1024", nameof(OdbcSettings.LongBytes), "1024" },
        { "array-rows", "1", nameof(OdbcSettings.ArrayRows), "1" },
        { "block-bytes", "65536", nameof(OdbcSettings.BlockBytes), "65536" },
        { "parameter-arrays", "no", nameof(OdbcSettings.ParameterArrays), "False" },
        { "length-width", "64", nameof(OdbcSettings.CheckLengthWidth), "False" },
        { "cancel", "no", nameof(OdbcSettings.Cancel), "False" },
        { "multiple-results", "no", nameof(OdbcSettings.MultipleResults), "False" },
        { "write", "rows", nameof(OdbcSettings.WritesSeveralRows), "True" },
        { "returning", "no", nameof(OdbcSettings.Returning), "False" },
        { "output-parameters", "no", nameof(OdbcSettings.OutputParameters), "False" },
        { "impossible-dates", "today", nameof(OdbcSettings.MakesDatesUp), "True" },
        { "login-timeout", "0", nameof(OdbcSettings.LoginTimeout), "0" },
        { "query-timeout", "30", nameof(OdbcSettings.QueryTimeout), "30" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Each_name_changes_one_property(string name, string value, string property, string expected)
    {
        OdbcSettings changed = Apply(name, value);
        PropertyInfo[] differing = [.. s_properties.Where(candidate => !Equals(candidate.GetValue(changed), candidate.GetValue(OdbcSettings.Default)))];
        differing.Select(candidate => candidate.Name).Should().Equal(property);
        $"{differing[0].GetValue(changed)}".Should().Be(expected);
        Apply(name.ToUpperInvariant(), value.ToUpperInvariant()).Should().Be(changed, "case does not matter");
    }

    [Fact]
    public void Each_property_has_a_name_and_each_name_stands_above()
    {
        Changes.Select(row => (string)row[2]).Should().BeEquivalentTo(s_properties.Select(property => property.Name));
        Changes.Select(row => (string)row[0]).Should().BeEquivalentTo(Known());
    }

    [Fact]
    public void The_README_lists_each_setting_with_its_default()
    {
        string readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        string[] documented = [.. Regex.Matches(readme, @"^\| `([a-z-]+)` \|", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];
        documented.Should().BeEquivalentTo(Known().Append("driver"));
        foreach ((string name, string text) in new[] { ("long-bytes", "4096"), ("array-rows", "32767"), ("block-bytes", "2097152"), ("login-timeout", "15"), ("query-timeout", "0") })
        {
            Regex.IsMatch(readme, $@"^\| `{name}` \|[^|]*\| {text} \|", RegexOptions.Multiline).Should().BeTrue("{0} is {1} by default", name, text);
        }
    }

    [Fact]
    public void The_last_word_counts()
        => SettingNames.Apply(OdbcSettings.Default, [new("array-rows", "5"), new("array-rows", "7")]).ArrayRows.Should().Be(7);

    [Fact]
    public void An_unknown_name_is_told_with_those_that_there_are()
    {
        QuarryException error = FluentActions.Invoking(() => Apply("array-row", "s3cret")).Should().Throw<QuarryException>().Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 4005));
        error.Message.Should().Contain("\"array-row\"").And.Contain("array-rows, block-bytes, booleans").And.Contain("README").And.NotContain("s3cret");
    }

    [Theory]
    [InlineData("text", "latin1", "utf8 or utf16")]
    [InlineData("integers", "yes", "text or bigint")]
    [InlineData("booleans", "", "text or bit")]
    [InlineData("timestamps", "x", "text or struct")]
    [InlineData("dates", "x", "text or struct")]
    [InlineData("lengths", "no", "hints or declared")]
    [InlineData("long-data", "block", "position or row")]
    [InlineData("long-bytes", "15", "from 16 to 1048576")]
    [InlineData("array-rows", "0", "from 1 to 1048576")]
    [InlineData("array-rows", "1048577", "from 1 to 1048576")]
    [InlineData("array-rows", "+1", "from 1 to 1048576")]
    [InlineData("block-bytes", "1e6", "from 1024 to 1073741824")]
    [InlineData("parameter-arrays", "true", "yes or no")]
    [InlineData("length-width", "32", "probe or 64")]
    [InlineData("cancel", "1", "yes or no")]
    [InlineData("multiple-results", "on", "yes or no")]
    [InlineData("returning", "on", "yes or no")]
    [InlineData("write", "row", "rows or arrays")]
    [InlineData("output-parameters", "", "yes or no")]
    [InlineData("impossible-dates", "yes", "today or errors")]
    [InlineData("login-timeout", "-1", "from 0 to 65534")]
    [InlineData("query-timeout", "65535", "from 0 to 65534")]
    public void A_value_that_is_none_is_told_with_what_is_right(string name, string value, string expected)
    {
        QuarryException error = FluentActions.Invoking(() => Apply(name, value)).Should().Throw<QuarryException>().Which;
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 4006));
        error.Message.Should().Contain($"\"{name}\"").And.Contain(expected);
    }

    private static OdbcSettings Apply(string name, string value) => SettingNames.Apply(OdbcSettings.Default, [new(name, value)]);

    private static IEnumerable<string> Known()
    {
        string message = FluentActions.Invoking(() => Apply("?", "")).Should().Throw<QuarryException>().Which.Message;
        return Regex.Match(message, "The settings are ([^;]+);").Groups[1].Value.Split(", ");
    }
}
