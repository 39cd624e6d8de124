using System.CommandLine;
using Quarry.Cli.Commands;
using Quarry.Cli.Formats;
using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Engine;

namespace Quarry.Cli.Tests.Commands;

public sealed class CommandTreeTests
{
    [Fact]
    public void Query_has_defaults()
    {
        QueryRequest request = Query("query", "sqlite::memory:", "select 1");
        request.Target.Should().Be("sqlite::memory:");
        request.Sql.Should().Be("select 1");
        request.Parameters.Should().BeEmpty();
        request.Output.Should().Be(new OutputRequest { Format = ResultFormat.Table, Codec = RowBufferCodec.Auto, Path = null, Stats = false });
        request.Timeout.Should().BeNull();
        request.Read.Should().Be(ReadOptions.Default);
        request.Batch.Should().Be(BatchLimits.Default);
    }

    [Fact]
    public void Query_takes_every_option()
    {
        QueryRequest request = Query("query", "t", "s", "-p", "a=1", "--param", "b:int64=-2", "-p", "c=x=y", "--format", "JSON", "-o", "f", "--stats",
            "--timeout", "1.5", "--mismatch-as-text", "--numeric", "decimal:4", "--batch-rows", "7", "--plugins-dir", "d");
        request.Parameters.Should().Equal("a=1", "b:int64=-2", "c=x=y");
        request.Output.Should().Be(new OutputRequest { Format = ResultFormat.Json, Path = "f", Stats = true });
        request.Timeout.Should().Be(TimeSpan.FromSeconds(1.5));
        request.Read.Should().Be(new ReadOptions { MismatchAsText = true, Numeric = NumericReading.Decimal, NumericScale = 4 });
        request.Batch.Rows.Should().Be(7);
        request.PluginsDirectory.Should().Be(Path.GetFullPath("d"));
    }

    [Theory]
    [InlineData("qrb", "auto", ResultFormat.Qrb, RowBufferCodec.Auto)]
    [InlineData("QRB", "none", ResultFormat.Qrb, RowBufferCodec.None)]
    [InlineData("arrow", "LZ4", ResultFormat.Arrow, RowBufferCodec.Lz4)]
    [InlineData("arrow", "zstd", ResultFormat.Arrow, RowBufferCodec.Zstd)]
    public void Formats_that_have_codecs(string format, string codec, object expectedFormat, object expectedCodec)
        => Query("query", "t", "s", "--codec", codec, "--format", format).Output.Should()
            .Be(new OutputRequest { Format = (ResultFormat)expectedFormat, Codec = (RowBufferCodec)expectedCodec });

    [Fact]
    public async Task Decode_has_defaults_and_takes_every_option()
    {
        List<DecodeRequest> requests = [];
        foreach (string[] args in (string[][])[["decode", "f"], ["decode", "-", "--columns", "b,\"max(a, \"\"b\"\")\",A", "--max-batch-bytes", "77", "-f", "qrb", "--codec", "zstd", "-o", "g", "--stats"]])
        {
            await Parse(args, _ => { }, decode: requests.Add).InvokeAsync();
        }

        requests[0].Should().Be(new DecodeRequest { Path = "f", MaxBatchBytes = 256 << 20 });
        requests[1].Columns.Should().Equal("b", "max(a, \"b\")", "A");
        (requests[1] with { Columns = null }).Should().Be(new DecodeRequest
        {
            Path = "-",
            MaxBatchBytes = 77,
            Output = new() { Format = ResultFormat.Qrb, Codec = RowBufferCodec.Zstd, Path = "g", Stats = true },
        });
    }

    [Fact]
    public async Task Inspect_prints_a_table_unless_told_not_to()
    {
        List<InspectRequest> requests = [];
        foreach (string[] args in (string[][])[["inspect", "f"], ["inspect", "-", "--json"]])
        {
            await Parse(args, _ => { }, inspect: requests.Add).InvokeAsync();
        }

        requests.Should().Equal(new InspectRequest { Path = "f" }, new InspectRequest { Path = "-", Json = true });
    }

    [Fact]
    public async Task Catalog_has_defaults_and_takes_every_option()
    {
        List<CatalogRequest> requests = [];
        foreach (string[] args in (string[][])[["catalog", "t", "--plugins-dir", "d"], ["catalog", "t", "s.x", "--schema", "s", "--json", "--timeout", "2.5", "--plugins-dir", "d"]])
        {
            await Parse(args, _ => { }, catalog: requests.Add).InvokeAsync();
        }

        var plain = new CatalogRequest { PluginsDirectory = Path.GetFullPath("d"), Target = "t" };
        requests.Should().Equal(plain, plain with { Table = "s.x", Schema = "s", Json = true, Timeout = TimeSpan.FromSeconds(2.5) });
    }

    [Fact]
    public async Task Copy_has_defaults_and_takes_every_option()
    {
        List<CopyRequest> requests = [];
        foreach (string[] args in (string[][])
        [
            ["copy", "s", "select 1", "t", "x"],
            ["copy", "s", "select ?", "t", "a.\"b.c\"", "-p", ":int32=1", "--mode", "create-append", "--commit", "per-batch", "--batch-rows", "7", "--timeout", "2.5", "--numeric", "double",
                "--mismatch-as-text", "--count", "--progress", "--json", "--stats", "--plugins-dir", "d"],
            ["copy", "s", "select 1", "t", "x", "-n", "3", "--key", "k"],
            ["copy", "s", "select 1", "t", "x", "--resume-key", "k"],
        ])
        {
            await Parse(args, _ => { }, copy: requests.Add).InvokeAsync();
        }

        (requests[0].Query.Target, requests[0].Query.Sql, requests[0].Write.Target, requests[0].Write.Table).Should().Be(("s", "select 1", "t", new TableName { Name = "x" }));
        (requests[0].Write.Mode, requests[0].Write.Commit, requests[0].Count, requests[0].Write.Progress, requests[0].Write.Json, requests[0].Write.Stats).Should().Be((WriteMode.Append, WriteCommit.Whole, false, false, false, false));
        (requests[1].Write.Mode, requests[1].Write.Commit, requests[1].Count, requests[1].Write.Progress, requests[1].Write.Json, requests[1].Write.Stats).Should().Be((WriteMode.CreateAppend, WriteCommit.PerBatch, true, true, true, true));
        requests[1].Write.Table.Should().Be(new TableName { Schema = "a", Name = "b.c" });
        requests[1].Query.Parameters.Should().Equal(":int32=1");
        (requests[1].Query.Timeout, requests[1].Query.Batch.Rows, requests[1].Query.Read).Should().Be((TimeSpan.FromSeconds(2.5), 7, new ReadOptions { MismatchAsText = true, Numeric = NumericReading.Double }));
        requests[1].Query.PluginsDirectory.Should().Be(Path.GetFullPath("d"));
        (requests[0].Partitions, requests[0].Key, requests[0].ResumeKey).Should().Be((null, "", null));
        (requests[2].Partitions, requests[2].Key, requests[2].Write.Commit).Should().Be((3, "k", WriteCommit.Whole));
        (requests[3].ResumeKey, requests[3].Write.Commit).Should().Be(("k", WriteCommit.PerBatch));
    }

    [Theory]
    [InlineData("append", WriteMode.Append)]
    [InlineData("create", WriteMode.Create)]
    [InlineData("replace", WriteMode.Replace)]
    [InlineData("create-append", WriteMode.CreateAppend)]
    public async Task Copy_modes(string text, object mode)
    {
        CopyRequest? request = null;
        await Parse(["copy", "s", "q", "t", "x", "--mode", text], _ => { }, copy: copy => request = copy).InvokeAsync();
        request!.Write.Mode.Should().Be((WriteMode)mode);
    }

    [Fact]
    public async Task Load_takes_the_options_of_a_file_and_of_a_table()
    {
        LoadRequest? request = null;
        await Parse(["load", "f.arrow", "t", "s.x", "--columns", "a,b", "--max-batch-bytes", "77", "--mode", "create", "--commit", "per-batch", "--timeout", "2", "--plugins-dir", "d"], _ => { }, load: load => request = load).InvokeAsync();
        (request!.Path, request.MaxBatchBytes).Should().Be(("f.arrow", 77));
        request.Columns.Should().Equal("a", "b");
        request.Write.Should().Be(new WriteRequest
        {
            PluginsDirectory = Path.GetFullPath("d"),
            Target = "t",
            Table = new() { Schema = "s", Name = "x" },
            Mode = WriteMode.Create,
            Commit = WriteCommit.PerBatch,
            Timeout = TimeSpan.FromSeconds(2),
        });
    }

    [Theory]
    [InlineData("-")]
    [InlineData("@file.sql")]
    [InlineData("-- a comment\nselect 1")]
    [InlineData("select '--format'")]
    public void Sql_is_taken_as_it_is(string sql) => Query("query", "t", sql, "--stats").Sql.Should().Be(sql);

    [Fact]
    public void The_plugins_directory_may_stand_before_the_command()
        => Query("--plugins-dir", "d", "query", "t", "s").PluginsDirectory.Should().Be(Path.GetFullPath("d"));

    [Fact]
    public void Without_an_option_plugins_stand_beside_the_tool()
    {
        Environment.GetEnvironmentVariable(PluginsDirectoryOption.Variable).Should().BeNull("the test needs it unset");
        Query("query", "t", "s").PluginsDirectory.Should().Be(Path.Combine(AppContext.BaseDirectory, "plugins"));
    }

    [Theory]
    [InlineData("text", NumericReading.Text, 9)]
    [InlineData("double", NumericReading.Double, 9)]
    [InlineData("decimal", NumericReading.Decimal, 9)]
    [InlineData("decimal:0", NumericReading.Decimal, 0)]
    [InlineData("decimal:38", NumericReading.Decimal, 38)]
    public void Numeric_choices(string text, NumericReading numeric, int scale)
        => Query("query", "t", "s", "--numeric", text).Read.Should().Be(new ReadOptions { Numeric = numeric, NumericScale = scale });

    [Theory]
    [InlineData("--numeric takes text, double, decimal or decimal:SCALE", "query", "t", "s", "--numeric", "float")]
    [InlineData("--numeric takes text, double, decimal or decimal:SCALE", "query", "t", "s", "--numeric", "decimal:39")]
    [InlineData("--numeric takes text, double, decimal or decimal:SCALE", "query", "t", "s", "--numeric", "text:2")]
    [InlineData("--format takes table, csv, json, discard, qrb, qrb1 or arrow, not 'xml'.", "query", "t", "s", "--format", "xml")]
    [InlineData("--format takes", "query", "t", "s", "--format", "xml", "--codec", "lz4")]
    [InlineData("--codec takes auto, none, lz4 or zstd, not 'gzip'.", "query", "t", "s", "--format", "qrb", "--codec", "gzip")]
    [InlineData("--codec is for --format qrb and --format arrow; csv has no codecs.", "query", "t", "s", "--codec", "zstd", "--format", "csv")]
    [InlineData("--codec is for --format qrb and --format arrow; table has no codecs.", "query", "t", "s", "--codec", "auto")]
    [InlineData("--codec is for --format qrb and --format arrow; qrb1 has no codecs.", "decode", "f", "--codec", "none", "--format", "qrb1")]
    [InlineData("--columns takes names", "decode", "f", "--columns", "")]
    [InlineData("--columns takes names", "decode", "f", "--columns", "a,")]
    [InlineData("--columns takes names", "decode", "f", "--columns", "\"a")]
    [InlineData("--columns takes names", "decode", "f", "--columns", "\"a\"b")]
    [InlineData("--max-batch-bytes takes a number from 1", "decode", "f", "--max-batch-bytes", "0")]
    [InlineData("--max-batch-bytes takes a number from 1", "inspect", "f", "--max-batch-bytes", "x")]
    [InlineData("FILE is missing.", "decode")]
    [InlineData("FILE is missing.", "inspect", "--json")]
    [InlineData("--format takes", "query", "t", "s", "--format", "2")]
    [InlineData("--timeout", "query", "t", "s", "--timeout", "0")]
    [InlineData("--timeout", "query", "t", "s", "--timeout", "soon")]
    [InlineData("--timeout", "query", "t", "s", "--timeout", "NaN")]
    [InlineData("--batch-rows", "query", "t", "s", "--batch-rows", "0")]
    [InlineData("--plugins-dir is empty.", "query", "t", "s", "--plugins-dir", "")]
    [InlineData("--plugins-dir is empty.", "--plugins-dir", "", "plugins")]
    [InlineData("--plugins-dir", "plugins", "--plugins-dir=")]
    [InlineData("SQL is missing.", "query", "t")]
    [InlineData("SOURCE is missing.", "copy")]
    [InlineData("TABLE is missing.", "copy", "s", "q", "t")]
    [InlineData("TABLE takes TABLE or SCHEMA.TABLE", "copy", "s", "q", "t", "a.b.c")]
    [InlineData("--mode takes append, create, replace or create-append, not 'Create'.", "copy", "s", "q", "t", "x", "--mode", "Create")]
    [InlineData("--commit takes whole or per-batch, not 'batch'.", "copy", "s", "q", "t", "x", "--commit", "batch")]
    [InlineData("--partitions takes a number above 0, not '0'.", "copy", "s", "q", "t", "x", "--partitions", "0")]
    [InlineData("Give --partitions too", "copy", "s", "q", "t", "x", "--key", "k")]
    [InlineData("Leave one of them out.", "copy", "s", "q", "t", "x", "--resume-key", "k", "-n", "2")]
    [InlineData("Use --mode append or create-append.", "copy", "s", "q", "t", "x", "--resume-key", "k", "--mode", "replace")]
    [InlineData("use per-batch", "copy", "s", "q", "t", "x", "--resume-key", "k", "--commit", "whole")]
    [InlineData("TARGET is missing.", "explain")]
    [InlineData("--colour", "query", "t", "s", "--colour")]
    [InlineData("command", "no-such-command")]
    public void A_wrong_command_line_is_reported_with_the_way_to_the_right_one(string part, params string[] args)
    {
        var errors = new StringWriter();
        UsageErrors.TryReport(Parse(args, _ => { }), errors).Should().BeTrue();
        errors.ToString().Should().StartWith("quarry: error QRY9001: ").And.Contain("--help").And.Contain(part);
    }

    [Fact]
    public void Help_and_version_need_nothing_else()
    {
        foreach (string[] args in (string[][])[["query", "--help"], ["--version"]])
        {
            UsageErrors.TryReport(Parse(args, _ => { }), TextWriter.Null).Should().BeFalse();
        }
    }

    [Fact]
    public void Help_shows_what_one_types()
    {
        Help().Should().Contain("\n  quarry [command]").And.Contain("--version");
        Help("query").Should().Contain("\n  quarry query <TARGET> <SQL> [options]").And.Contain("-p, --param <[NAME][:TYPE]=VALUE>").And.Contain(":int64=5");
    }

    [Fact]
    public async Task Plugins_loads_unless_told_not_to()
    {
        List<PluginsRequest> requests = [];
        foreach (string[] args in (string[][])[["plugins"], ["plugins", "--json", "--no-load", "--plugins-dir", "d"]])
        {
            await Parse(args, _ => { }, requests.Add).InvokeAsync();
        }

        (requests[0].Json, requests[0].Load).Should().Be((false, true));
        (requests[1].Json, requests[1].Load, requests[1].PluginsDirectory).Should().Be((true, false, Path.GetFullPath("d")));
    }

    [Fact]
    public async Task A_plugin_is_shown_by_its_id()
    {
        List<ShowPluginRequest> requests = [];
        foreach (string[] args in (string[][])[["plugins", "show", "oracle"], ["plugins", "show", "oracle", "--json", "--plugins-dir", "d"]])
        {
            await Parse(args, _ => { }, showPlugin: requests.Add).InvokeAsync();
        }

        (requests[0].Id, requests[0].Json).Should().Be(("oracle", false));
        (requests[1].Id, requests[1].Json, requests[1].PluginsDirectory).Should().Be(("oracle", true, Path.GetFullPath("d")));
        Parse(["plugins", "show"], _ => { }).Errors.Should().NotBeEmpty();
    }

    private static QueryRequest Query(params string[] args)
    {
        QueryRequest? request = null;
        ParseResult result = Parse(args, r => request = r);
        result.Errors.Should().BeEmpty();
        result.Invoke().Should().Be(0);
        return request!;
    }

    [Theory]
    [InlineData("partitions", "x:", "-o", "d")]
    [InlineData("partitions", "x:", "t", "--sql", "select 1", "-o", "d")]
    [InlineData("partitions", "x:", "t")]
    [InlineData("partitions", "x:", "t", "-o", "d", "--partitions", "0")]
    [InlineData("read-partition")]
    public void Partitions_that_are_not_told_completely_are_refused(params string[] args) => Parse(args, _ => { }).Errors.Should().NotBeEmpty();

    [Fact]
    public void Partitions_are_of_a_table_or_a_query()
    {
        var requests = new List<PartitionsRequest>();
        foreach (string[] args in (string[][])[["partitions", "x:", "s.t", "-o", "d", "-n", "3"], ["partitions", "x:", "--sql", "select 1 as a", "--key", "a", "-o", "d", "--timeout", "2"]])
        {
            Parse(args, _ => { }, partitions: requests.Add).Invoke().Should().Be(0);
        }

        requests[0].Should().Match<PartitionsRequest>(request => request.Table!.Schema == "s" && request.Table.Name == "t" && request.Sql == null && request.Key == "" && request.Count == 3);
        requests[1].Should().Match<PartitionsRequest>(request => request.Table == null && request.Sql == "select 1 as a" && request.Key == "a" && request.Count == null && request.Timeout!.Value.TotalSeconds == 2);
    }

    private static string Help(params string[] command)
    {
        var output = new StringWriter { NewLine = "\n" };
        Parse([.. command, "--help"], _ => { }).Invoke(new() { Output = output }).Should().Be(0);
        return output.ToString();
    }

    private static ParseResult Parse(
        string[] args, Action<QueryRequest> query, Action<PluginsRequest>? plugins = null, Action<DecodeRequest>? decode = null, Action<InspectRequest>? inspect = null,
        Action<CatalogRequest>? catalog = null, Action<CopyRequest>? copy = null, Action<LoadRequest>? load = null, Action<PartitionsRequest>? partitions = null, Action<ReadPartitionRequest>? readPartition = null,
        Action<ShowPluginRequest>? showPlugin = null)
        => CommandTree.Create(new()
        {
            Query = (request, _) => Done(() => query(request)),
            Decode = (request, _) => Done(() => decode?.Invoke(request)),
            Inspect = (request, _) => Done(() => inspect?.Invoke(request)),
            Explain = (request, _) => Done(() => query(request)),
            Copy = (request, _) => Done(() => copy?.Invoke(request)),
            Load = (request, _) => Done(() => load?.Invoke(request)),
            Catalog = (request, _) => Done(() => catalog?.Invoke(request)),
            Partitions = (request, _) => Done(() => partitions?.Invoke(request)),
            ReadPartition = (request, _) => Done(() => readPartition?.Invoke(request)),
            Plugins = (request, _) => Done(() => plugins?.Invoke(request)),
            ShowPlugin = (request, _) => Done(() => showPlugin?.Invoke(request)),
            Version = () => 0,
        }).Parse(args, CommandTree.Parser);

    private static Task<int> Done(Action action)
    {
        action();
        return Task.FromResult(0);
    }
}
