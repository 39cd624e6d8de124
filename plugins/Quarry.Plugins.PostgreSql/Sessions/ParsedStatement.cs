using Quarry.Plugins.PostgreSql.Decoding;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>A statement that the server has parsed.</summary>
/// <param name="Name">Its name at the server, or "" for the one that the next unnamed replaces.</param>
/// <param name="ParameterTypes">The types that the server takes for the parameters.</param>
/// <param name="Shape">Its columns, or null if it returns no rows.</param>
/// <param name="Sql">Its text.</param>
/// <param name="Start">Where the text starts in the plan's, in characters.</param>
internal sealed record ParsedStatement(string Name, uint[] ParameterTypes, ResultShape? Shape, string Sql, int Start)
{
    /// <summary>The statement as all of a text.</summary>
    public IReadOnlyList<(int Start, string Sql)> Texts { get; } = [(Start, Sql)];

    /// <summary>What decoded the last result, for the next one; nobody uses it meanwhile.</summary>
    public RowDecoder? Decoder { get; set; }
}
