namespace Quarry.Cli.ProcessTests;

/// <summary>What <c>query</c> stores, <c>decode</c> reads back: the same JSON or CSV as if it had never been stored.</summary>
public sealed class RoundTripTests(RoundTripTests.Tables tables) : IClassFixture<RoundTripTests.Tables>
{
    public static TheoryData<string, string?> Codecs => new()
    {
        { "qrb", null }, { "qrb", "auto" }, { "qrb", "none" }, { "qrb", "lz4" }, { "qrb", "zstd" },
        { "arrow", null }, { "arrow", "auto" }, { "arrow", "none" }, { "arrow", "lz4" }, { "arrow", "zstd" },
    };

    [Theory]
    [MemberData(nameof(Codecs))]
    public void The_json_is_the_same(string format, string? codec)
    {
        foreach ((string name, string file, string json, _) in tables.Store(format, codec))
        {
            Tool.Run("decode", file, "--format", "json").Should().Be(new ToolResult(0, json, ""), name);
        }
    }

    [Fact]
    public void Version_1_keeps_the_text_of_every_value()
    {
        // It has no binary floats, so they come back as text: CSV writes both alike.
        foreach ((string name, string file, _, string csv) in tables.Store("qrb1", null))
        {
            Tool.Run("decode", file, "--format", "csv").Should().Be(new ToolResult(0, csv, ""), name);
        }
    }

    [Fact]
    public void Version_1_gives_the_same_json_where_it_has_the_types()
    {
        const string Sql = "select id, i, s, b, d, day, at, j, none from edges order by id";
        string file = tables.File("exact.qrb1");
        Tool.Run("query", tables.Target, Sql, "--format", "qrb1", "-o", file).Should().Be(new ToolResult(0, "", ""));
        Tool.Run("decode", file, "--format", "json").Should().Be(Tool.Run("query", tables.Target, Sql, "--format", "json"));
    }

    [Fact]
    public void Codecs_make_a_difference()
    {
        long[] bytes = [.. ((string[])["none", "lz4", "zstd"]).Select(codec => tables.Store("qrb", codec).Sum(stored => new FileInfo(stored.File).Length))];
        bytes.Should().BeInDescendingOrder().And.OnlyHaveUniqueItems();
    }

    /// <summary>The tables, and the results of their queries without a detour.</summary>
    public sealed class Tables : IDisposable
    {
        private readonly TestDatabase _database = new(EdgeTables.Statements);
        private readonly (string Json, string Csv)[] _expected;

        public Tables() => _expected = [.. EdgeTables.Queries.Select(query => (Query(query, "json"), Query(query, "csv")))];

        public string Target => _database.Target;

        public void Dispose() => _database.Dispose();

        public string File(string name) => Path.Combine(_database.Directory, name);

        public IEnumerable<(string Name, string File, string Json, string Csv)> Store(string format, string? codec)
        {
            for (int i = 0; i < EdgeTables.Queries.Length; i++)
            {
                (string name, string sql, string[] options) = EdgeTables.Queries[i];
                string file = File($"{Guid.NewGuid()}.{format}");
                string[] codecOption = codec is null ? [] : ["--codec", codec];
                Tool.Run(["query", Target, sql, .. options, "--format", format, .. codecOption, "-o", file]).Should().Be(new ToolResult(0, "", ""), name);
                yield return (name, file, _expected[i].Json, _expected[i].Csv);
            }
        }

        private string Query((string Name, string Sql, string[] Options) query, string format)
        {
            ToolResult result = Tool.Run(["query", Target, query.Sql, .. query.Options, "--format", format]);
            result.Error.Should().BeEmpty(query.Name);
            return result.Output;
        }
    }
}
