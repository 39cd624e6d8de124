using Quarry.Contracts;

namespace Quarry.Odbc.Tests.Support;

/// <summary>A dialect by its words and its markers.</summary>
internal sealed class TestDialect(SqlLexicon lexicon, Func<int, string> marker, bool savepoints = true) : Dialect
{
    public static TestDialect Dollar { get; } = new(
        new() { EscapeStrings = true, DollarQuotes = true, NestedComments = true, DollarNumbers = true, QuestionMarkIsOperator = true }, position => $"${position}");

    public static TestDialect Oracle { get; } = new(new() { AlternativeQuotes = true }, position => $":{position}");

    public static TestDialect Question { get; } = new(new() { IdentifierQuotes = "\"`[" }, _ => "?");

    public static TestDialect MySql { get; } = new(new() { IdentifierQuotes = "`", BackslashEscapes = true, HashComments = true }, _ => "?");

    public static TestDialect SqlServer { get; } = new(new() { IdentifierQuotes = "\"[", NestedComments = true }, position => $"@p{position}");

    public static TestDialect NumberedQuestion { get; } = new(new() { IdentifierQuotes = "\"`[" }, position => $"?{position}");

    public override SqlLexicon Lexicon => lexicon;

    public override string ParameterMarker(int position) => marker(position);

    public override string? Savepoint(string name) => savepoints ? base.Savepoint(name) : null;
}
