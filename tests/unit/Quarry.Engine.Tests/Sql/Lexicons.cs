using Quarry.Contracts;

namespace Quarry.Engine.Tests.Sql;

/// <summary>The lexical rules of six databases, as their drivers state them.</summary>
internal static class Lexicons
{
    public static SqlLexicon PostgreSql { get; } = new() { EscapeStrings = true, DollarQuotes = true, NestedComments = true, QuestionMarkIsOperator = true, DollarNumbers = true };

    public static SqlLexicon SqlServer { get; } = new() { IdentifierQuotes = "\"[", NestedComments = true, BlocksHoldSemicolons = true, DeclaresVariables = true };

    public static SqlLexicon Oracle { get; } = new() { AlternativeQuotes = true, ParameterPrefixes = ":", BlocksHoldSemicolons = true };

    public static SqlLexicon MySql { get; } = new() { IdentifierQuotes = "`", BackslashEscapes = true, HashComments = true, BlocksHoldSemicolons = true };

    public static SqlLexicon Sqlite { get; } = new() { IdentifierQuotes = "\"`[", ParameterPrefixes = "@:$", BlocksHoldSemicolons = true };

    public static IReadOnlyList<SqlLexicon> All { get; } = [SqlLexicon.Standard, PostgreSql, SqlServer, Oracle, MySql, Sqlite];

    public static SqlLexicon Of(string name) => name switch
    {
        "postgresql" => PostgreSql,
        "sqlserver" => SqlServer,
        "oracle" => Oracle,
        "mysql" => MySql,
        "sqlite" => Sqlite,
        _ => SqlLexicon.Standard,
    };
}
