using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Hosting;

namespace Quarry.Tests;

/// <summary>Which driver knows the database behind a connection string; SQLite's ODBC driver is the one that is asked.</summary>
public sealed class OdbcDetectionTests : IDisposable
{
    private const string Target = "odbc:Driver={SQLite3};Database=:memory:";

    private readonly Recorder _log = new();

    [Fact]
    public async Task The_one_driver_that_claims_the_ODBC_drivers_name_is_taken()
    {
        await using QuarryEngine engine = Create(plugins => plugins.AddDriver(() => new Named()).AddDriver(() => new FileNamed()).AddDriver(() => new Database()));
        Explanation explanation = await ExplainAsync(engine, Target);
        (explanation.Driver.Id, explanation.Transport, explanation.Origin, explanation.Server.Product).Should().Be(("named", "odbc", "the application itself", "SQLite"));
        (await ExplainAsync(engine, "odbc:Driver=libsqlite3odbc.so;Database=:memory:")).Driver.Id.Should().Be("file", "a file's name counts like a driver's");
    }

    [Fact]
    public async Task Of_several_that_claim_it_the_databases_name_decides()
    {
        await using QuarryEngine engine = Create(plugins => plugins.AddDriver(() => new Named()).AddDriver(() => new NamedToo()).AddDriver(() => new Database()));
        (await ExplainAsync(engine, Target)).Driver.Id.Should().Be("database");
    }

    [Fact]
    public async Task If_none_claims_it_the_databases_name_decides()
    {
        await using QuarryEngine engine = Create(plugins => plugins.AddDriver(() => new Database()).AddDriver(() => new CountDriver()));
        (await ExplainAsync(engine, Target)).Driver.Id.Should().Be("database");
        _log.Of(7101).Should().BeEmpty();
    }

    [Fact]
    public async Task A_database_that_no_driver_knows_is_read_by_the_generic_profile_and_the_log_says_so_once()
    {
        await using QuarryEngine engine = Create(plugins => plugins.AddDriver(() => new CountDriver()));
        Explanation explanation = await ExplainAsync(engine, Target);
        (explanation.Driver.Id, explanation.Transport, explanation.Server.Product).Should().Be(("odbc", "odbc", "SQLite"));
        explanation.Origin.Should().Contain("generic").And.Contain("\"SQLite\"");
        await ExplainAsync(engine, Target);
        _log.Of(7101).Should().ContainSingle("the target was asked once").Which.Should().Contain("\"SQLite\"").And.Contain("generic");
        await ExplainAsync(engine, Target + ";odbc.array-rows=1");
        _log.Of(7101).Should().HaveCount(2, "another target may be another database");
    }

    [Fact]
    public async Task The_generic_profile_reads_and_writes()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("quarry-odbc").FullName, "a b.db");
        await using (QuarryEngine engine = Create(_ => { }))
        {
            await using Source source = engine.OpenSource($"odbc:Driver={{SQLite3}};Database={{{file}}}");
            await source.ExecuteAsync("create table t (n integer, s varchar(20))");
            await source.ExecuteAsync("insert into t values (@n, @s)", new { n = 7L, s = "it's ü" });
            await source.ExecuteAsync("insert into t values (?, ?)", new object?[] { 8L, null });
            var rows = new List<string>();
            await foreach (ColumnBatch batch in source.QueryAsync("select n, s from t where n >= @from order by n", new { from = 1L }))
            {
                for (int row = 0; row < batch.Rows; row++)
                {
                    rows.Add($"{batch[0].GetString(row)} {(batch[1].IsNull(row) ? "∅" : batch[1].GetString(row))}");
                }
            }

            rows.Should().Equal("7 it's ü", "8 ∅");
        }

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task Two_that_claim_the_databases_name_are_an_error()
    {
        await using QuarryEngine engine = Create(plugins => plugins.AddDriver(() => new Database()).AddDriver(() => new DatabaseToo()));
        QuarryException error = await FailsAsync(engine, Target);
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 7004));
        error.Message.Should().Contain("\"SQLite\"").And.Contain("database and databasetoo").And.Contain("Remove one");
    }

    [Fact]
    public async Task An_ODBC_driver_that_is_not_there_is_told_with_those_that_are()
    {
        await using QuarryEngine engine = Create(_ => { });
        QuarryException error = await FailsAsync(engine, "odbc:Driver={No Such Driver};PWD=open-sesame");
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 4003));
        error.Message.Should().Contain("\"SQLite3\"").And.NotContain("open-sesame");
        (await FailsAsync(engine, "dsn:no-such-source")).Code.Should().Be(4003);
    }

    [Fact]
    public async Task A_driver_without_a_profile_is_not_sent_through_ODBC()
    {
        await using QuarryEngine engine = Create(plugins => plugins.AddDriver(() => new CountDriver()));
        QuarryException error = await FailsAsync(engine, "count://here?transport=odbc");
        (error.Kind, error.Code).Should().Be((ErrorKind.User, 5402));
        error.Message.Should().Contain("\"count\"").And.Contain("leave transport=odbc out").And.Contain("odbc:Driver={name}");
        (await ExplainAsync(engine, "count://here?transport=native")).Transport.Should().Be("native");
    }

    [Fact]
    public async Task A_driver_with_a_profile_goes_through_ODBC_if_asked()
    {
        await using QuarryEngine engine = Create(plugins => plugins.AddDriver(() => new Profiled()));
        Explanation explanation = await ExplainAsync(engine, "profiled:memory?transport=odbc");
        (explanation.Driver.Id, explanation.Transport, explanation.Server.Product).Should().Be(("profiled", "odbc", "SQLite"));
        (await ExplainAsync(engine, "profiled:memory")).Transport.Should().Be("odbc", "it has no way of its own");
        (await FailsAsync(engine, "profiled:memory?transport=native")).Message.Should().Contain("write transport=odbc");
        (await FailsAsync(engine, "profiled:memory?odbc.driver=No%20Such%20Driver")).Code.Should().Be(4003);
    }

    public void Dispose() => _log.Dispose();

    private QuarryEngine Create(Action<PluginHostOptions> plugins)
    {
        var options = new QuarryOptions { PluginsDirectory = "", Loggers = _log };
        options.ConfigurePlugins(plugins);
        return QuarryEngine.Create(options);
    }

    private static async Task<Explanation> ExplainAsync(QuarryEngine engine, string target)
    {
        await using Source source = engine.OpenSource(target);
        return await source.ExplainAsync("select 1", null, QueryOptions.Default, default);
    }

    private static async Task<QuarryException> FailsAsync(QuarryEngine engine, string target)
        => (await engine.Awaiting(quarry => ExplainAsync(quarry, target)).Should().ThrowAsync<QuarryException>()).Which;

    /// <summary>SQL and text, no way of its own.</summary>
    private abstract class Plain : Driver
    {
        public override TypeMap Types { get; } = new TextTypes();

        public override Dialect Dialect { get; } = new PlainDialect();

        public override DriverCapabilities Describe(ServerInfo server) => new();

        public override ValueTask<Session?> OpenAsync(Target target, DriverHost host, CancellationToken cancellationToken) => default;
    }

    [Driver("named", Name = "Named", Schemes = ["named"], OdbcDrivers = ["SQLite3"])]
    private sealed class Named : Plain;

    [Driver("namedtoo", Name = "Named too", Schemes = ["namedtoo"], OdbcDrivers = ["sqlite*"])]
    private sealed class NamedToo : Plain;

    [Driver("file", Name = "File", Schemes = ["file"], OdbcDrivers = ["libsqlite3odbc*"])]
    private sealed class FileNamed : Plain;

    [Driver("database", Name = "Database", Schemes = ["database"], DbmsNames = ["SQLite"])]
    private sealed class Database : Plain;

    [Driver("databasetoo", Name = "Database too", Schemes = ["databasetoo"], DbmsNames = ["sql*"])]
    private sealed class DatabaseToo : Plain;

    [Driver("profiled", Name = "Profiled", Schemes = ["profiled"])]
    private sealed class Profiled : Plain
    {
        public override OdbcProfile? Odbc { get; } = new SqliteProfile();
    }

    private sealed class SqliteProfile : OdbcProfile
    {
        public override IReadOnlyList<string> Drivers => ["SQLite3"];

        public override IReadOnlyList<KeyValuePair<string, string>> ConnectionKeywords(Target target) => [new("Database", $":{target.Path}:")];
    }

    private sealed class TextTypes : TypeMap
    {
        public override string? ToDdl(LogicalType type) => null;

        protected override LogicalType MapCore(NativeColumn column, ReadOptions options) => LogicalType.Utf8;
    }

    private sealed class PlainDialect : Dialect
    {
        public override SqlLexicon Lexicon => SqlLexicon.Standard;

        public override string ParameterMarker(int position) => "?";
    }

    private sealed class Recorder : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<(int Id, string Text)> _events = [];

        public IEnumerable<string> Of(int id) => _events.Where(entry => entry.Id == id).Select(entry => entry.Text);

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => _events.Enqueue((eventId.Id, formatter(state, exception)));

        public void Dispose()
        {
        }
    }
}
