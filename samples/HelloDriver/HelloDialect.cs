using Quarry.Contracts;

namespace Hello;

public sealed class HelloDialect : Dialect
{
    public override SqlLexicon Lexicon => SqlLexicon.Standard;

    public override string ParameterMarker(int position) => "?";
}
