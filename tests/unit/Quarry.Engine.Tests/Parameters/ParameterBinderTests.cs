using System.Collections;
using System.Dynamic;
using Quarry.Contracts;
using Quarry.Engine.Parameters;
using Quarry.Engine.Sql;

namespace Quarry.Engine.Tests.Parameters;

public class ParameterBinderTests
{
    private const string Named = "select @a, @b, @a";

    private sealed class Poco
    {
        public int A { get; init; } = 1;
        public string B { get; init; } = "x";
        public static int Shared => 3;
        public int Costly => throw new InvalidOperationException("read though the SQL does not use it");
        public int WriteOnly { set => _ = value; }
        public int this[int index] => index;
    }

    public static TheoryData<object> NamedForms => new()
    {
        new { a = 1, b = "x" },
        new { b = "x", A = 1 },
        new Poco(),
        new Dictionary<string, object?> { ["a"] = 1, ["b"] = "x" },
        new Hashtable { ["a"] = 1, ["b"] = "x" },
        Expando(),
        new List<Parameter> { new(LogicalType.Utf8, "x") { Name = "b" }, new(LogicalType.Int32, 1) { Name = "A" } },
        new { a = 1, b = new Parameter(LogicalType.Utf8, "x") { Name = "other" } },
    };

    [Theory]
    [MemberData(nameof(NamedForms))]
    public void Names_are_found_in_every_form(object parameters)
    {
        IReadOnlyList<Parameter> bound = Bind(Named, parameters);

        bound.Select(parameter => parameter.Value).Should().Equal(1, "x");
        bound.Select(parameter => parameter.Type).Should().Equal(LogicalType.Int32, LogicalType.Utf8);
        bound[0].Name.ToUpperInvariant().Should().Be("A");
    }

    [Fact]
    public void Values_are_found_by_position()
    {
        Bind("? ?", new object[] { 1, "x" }).Select(parameter => parameter.Value).Should().Equal(1, "x");
        Bind("? ?", new ArrayList { 1, "x" }).Select(parameter => parameter.Value).Should().Equal(1, "x");
        Bind("? ?", new[] { 1, 2 }.Where(_ => true)).Select(parameter => parameter.Value).Should().Equal(1, 2);
        Bind("?", new Parameter(LogicalType.Int64, 5)).Single().Value.Should().Be(5L);
        Bind("?", new object[] { new[] { 1 } }).Single().Type.ToString().Should().Be("list<int32>");
    }

    [Fact]
    public void An_exact_name_wins_over_one_of_another_case()
        => Bind("select @Id, @ID", new Dictionary<string, object?> { ["ID"] = 1, ["Id"] = 2 }).Select(parameter => parameter.Value).Should().Equal(2, 1);

    [Fact]
    public void No_parameters_fit_a_statement_without()
    {
        Bind("select 1", null).Should().BeEmpty();
        Bind("select 1", new { }).Should().BeEmpty();
        Bind("select 1", Array.Empty<int>()).Should().BeEmpty();
        Bind("select 1", new Poco()).Should().BeEmpty();
    }

    public static TheoryData<string, object?, int, string[]> Errors => new()
    {
        { Named, null, ErrorCodes.ParameterMissing, ["\"a\", \"b\"", "no parameters were given"] },
        { Named, new { a = 1, c = 2 }, ErrorCodes.ParameterMissing, ["No value was given for \"b\"", "given were \"a\", \"c\"", "correct the name"] },
        { Named, new { a = 1, b = 2, c = 3 }, ErrorCodes.ParameterExtra, ["does not use \"c\"", "it takes \"a\", \"b\"", "Remove it"] },
        { Named, new Dictionary<string, object?> { ["a"] = 1, ["b"] = 2, ["c"] = 3 }, ErrorCodes.ParameterExtra, ["\"c\""] },
        { "select 1", new { c = 3 }, ErrorCodes.ParameterExtra, ["\"c\"", "takes no parameters"] },
        { "select @x", new Dictionary<string, object?> { ["X"] = 1, ["x "] = 2 }, ErrorCodes.ParameterExtra, ["\"x \""] },
        { "select @xy", new Dictionary<string, object?> { ["XY"] = 1, ["Xy"] = 2 }, ErrorCodes.ParameterAmbiguous, ["\"xy\"", "\"XY\", \"Xy\""] },
        { "select @a", new[] { new Parameter(LogicalType.Utf8, "") { Name = "a" }, new(LogicalType.Utf8, "") { Name = "a" } }, ErrorCodes.ParameterAmbiguous, ["\"a\" was given twice"] },
        { Named, new[] { 1, 2 }, ErrorCodes.ParameterMissing, ["named parameters \"a\", \"b\"", "new { name = value }"] },
        { Named, new Parameter(LogicalType.Utf8, ""), ErrorCodes.ParameterMissing, ["named parameters \"a\", \"b\""] },
        { "?", new { a = 1 }, ErrorCodes.ParameterExtra, ["positional", "\"a\"", "@name"] },
        { "?", new Parameter(LogicalType.Utf8, "") { Name = "a" }, ErrorCodes.ParameterExtra, ["positional", "\"a\""] },
        { "? ? ?", new[] { 1 }, ErrorCodes.ParameterMissing, ["3 positional", "1 were given", "from parameter 2 on"] },
        { "?", null, ErrorCodes.ParameterMissing, ["1 positional", "0 were given"] },
        { "?", new[] { 1, 2 }, ErrorCodes.ParameterExtra, ["1 positional", "2 were given", "Remove the extra"] },
        { "?", "text", ErrorCodes.ParameterUnsupportedType, ["single String", "new { name = value }"] },
        { "?", 5, ErrorCodes.ParameterUnsupportedType, ["single Int32"] },
        { "?", new byte[] { 1 }, ErrorCodes.ParameterUnsupportedType, ["single Byte[]"] },
        { "?", Guid.Empty, ErrorCodes.ParameterUnsupportedType, ["single Guid"] },
        { "? ?", (1, 2), ErrorCodes.ParameterUnsupportedType, ["tuple", "new { name = value }"] },
        { "@a", new Dictionary<int, int> { [1] = 1 }, ErrorCodes.ParameterUnsupportedType, ["strings as its keys, not Int32"] },
        { "@a", new { a = new object() }, ErrorCodes.ParameterUnsupportedType, ["Parameter \"a\"", "Object"] },
        { "? ?", new object[] { 1, new object() }, ErrorCodes.ParameterUnsupportedType, ["Parameter 2", "Object"] },
        { "@a", new { a = new Parameter(LogicalType.Int8, 300) }, ErrorCodes.ParameterInvalidValue, ["\"a\"", "int8", "Int32"] },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void What_does_not_match_is_named_with_its_fix(string sql, object? parameters, int code, string[] parts)
    {
        QuarryException error = FluentActions.Invoking(() => Bind(sql, parameters)).Should().Throw<QuarryException>().Which;

        error.Should().BeEquivalentTo(new { Kind = ErrorKind.User, Code = code });
        error.Message.Should().ContainAll(parts);
    }

    [Fact]
    public void No_error_shows_a_value()
        => FluentActions.Invoking(() => Bind("@a", new { a = "s3cret", b = "s3cret" })).Should().Throw<QuarryException>().Which.ToString().Should().NotContain("s3cret");

    private static ExpandoObject Expando()
    {
        var expando = new ExpandoObject();
        ((IDictionary<string, object?>)expando)["a"] = 1;
        ((IDictionary<string, object?>)expando)["b"] = "x";
        return expando;
    }

    private static IReadOnlyList<Parameter> Bind(string sql, object? parameters) => ParameterBinder.Bind(SqlScanner.Parse(sql, SqlLexicon.Standard), parameters);
}
