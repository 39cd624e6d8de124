using Quarry.Contracts;

namespace Quarry.Engine.Tests.Sql;

/// <summary>A dialect of nothing but markers: the pattern's # is the number.</summary>
internal sealed class MarkerDialect(string pattern) : Dialect
{
    public override SqlLexicon Lexicon => SqlLexicon.Standard;

    public override string ParameterMarker(int position) => pattern.Replace("#", $"{position}", StringComparison.Ordinal);
}
