namespace Quarry.Hosting.Tests.Support;

/// <summary>Sources of test plugins.</summary>
internal static class Sources
{
    public const string Parts = """
        internal sealed class Map : TypeMap
        {
            public override string ToDdl(LogicalType type) => null;
            protected override LogicalType MapCore(NativeColumn column, ReadOptions options) => LogicalType.Utf8;
        }
        internal sealed class Sql : Dialect
        {
            public override SqlLexicon Lexicon => SqlLexicon.Standard;
            public override string ParameterMarker(int position) => "?";
        }

        """;

    public static string Rule(string type, string name) => $$"""
        internal sealed class {{type}} : OptimizationRule
        {
            public override string Name => "{{name}}";
            public override RuleOutcome Apply(QueryPlan plan, RuleContext context) => RuleOutcome.Unchanged(plan, "never");
        }

        """;

    /// <summary>A driver class: constructor parameters and body, and what Rules returns.</summary>
    public static string Driver(string id, string parameters = "TypeMap types, Dialect dialect, IEnumerable<OptimizationRule> rules", string body = "",
        string types = "types", string dialect = "dialect", string rules = "rules.ToArray()", string more = "", string type = "TheDriver") => $$"""
        [Driver("{{id}}")]
        internal sealed class {{type}} : Driver
        {
            private readonly TypeMap _types; private readonly Dialect _dialect; private readonly OptimizationRule[] _rules;
            public {{type}}({{parameters}}) { {{body}} _types = {{types}}; _dialect = {{dialect}}; _rules = {{rules}}; }
            public override TypeMap Types => _types;
            public override Dialect Dialect => _dialect;
            public override IReadOnlyList<OptimizationRule> Rules => _rules;
            public override DriverCapabilities Describe(ServerInfo server) => throw new NotImplementedException();
            {{more}}
        }

        """;

    public static string Good(string id) => Parts + Rule("RuleA", id + ".a") + Rule("RuleB", id + ".b") + Driver(id);

    public static string Extension(string id, string extends, string parts) => $"[assembly: DriverExtension(\"{id}\", \"{extends}\")]\n" + parts;

    public const string TypeAddition = """
        internal sealed class Json : TypeExtension
        {
            public override LogicalType Map(NativeColumn column, ReadOptions options) => column.TypeName == "added" ? LogicalType.Json : null;
        }

        """;

    public const string Profile = """
        internal sealed class Way : OdbcProfile
        {
            public override IReadOnlyList<string> Drivers => new[] { "Added*" };
            public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target) => Array.Empty<KeyValuePair<string, string>>();
        }

        """;
}
