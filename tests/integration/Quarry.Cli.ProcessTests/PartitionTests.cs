using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Quarry.Cli.ProcessTests;

/// <summary>Parts of one snapshot, each read by a process of its own.</summary>
public sealed class PartitionTests(PostgreSqlTests.Server shared) : IClassFixture<PostgreSqlTests.Server>
{
    private string Target => shared.Instance.TcpTarget;

    [Fact]
    public void Parts_read_by_other_processes_are_the_table_at_the_snapshot()
    {
        Tool.Run("query", Target, "create table moving as select i as id, repeat('x', 500) as pad from generate_series(1, 200) i").ExitCode.Should().Be(0);
        string folder = Path.Combine(shared.Folder.FullName, "parts");
        using Process exporter = Tool.Start("partitions", Target, "moving", "--partitions", "3", "-o", folder);
        exporter.StandardOutput.ReadLine().Should().Be("3 parts by ranges of ctid. The snapshot is kept until the standard input ends.");
        Tool.Run("query", Target, "update moving set id = -id").ExitCode.Should().Be(0);
        string[] files = [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)];
        files.Select(Path.GetFileName).Should().Equal("part-001.json", "part-002.json", "part-003.json");
        IEnumerable<int> ids = files.SelectMany(file =>
        {
            ToolResult part = Tool.Run("read-partition", file, "--format", "csv");
            part.ExitCode.Should().Be(0, part.Error);
            return part.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => int.Parse(line.Split(',')[0]));
        });
        ids.Order().Should().Equal(Enumerable.Range(1, 200));
        exporter.StandardInput.Close();
        exporter.WaitForExit(TimeSpan.FromSeconds(60)).Should().BeTrue();
        exporter.ExitCode.Should().Be(0);
        ToolResult late = Tool.Run("read-partition", files[0]);
        late.ExitCode.Should().NotBe(0);
        late.Error.Should().Contain("snapshot");
    }

    [Fact]
    public void A_descriptor_holds_no_secret_and_asks_for_the_target_where_it_had_options()
    {
        string folder = Path.Combine(shared.Folder.FullName, "secret");
        string target = Target.Replace("postgres@", "postgres:hidden%20word@", StringComparison.Ordinal) + "?application_name=told";
        using Process exporter = Tool.Start("partitions", target, "--sql", "select 1 as id", "--key", "id", "--partitions", "1", "-o", folder);
        exporter.StandardOutput.ReadLine().Should().StartWith("2 parts by ranges");
        string file = Path.Combine(folder, "part-001.json");
        File.ReadAllText(file).Should().NotContain("hidden").And.NotContain("told").And.Contain("application_name");
        ToolResult without = Tool.Run("read-partition", file);
        without.ExitCode.Should().Be(1);
        without.Error.Should().StartWith("quarry: error QRY9053:").And.Contain("--target").And.Contain("application_name");
        Tool.Run("read-partition", file, "--target", target, "--format", "csv").Output.Should().Be("id\n1\n");
        JsonNode later = JsonNode.Parse(File.ReadAllText(file))!;
        later["quarryPartition"] = 2;
        string changed = Path.Combine(shared.Folder.FullName, "later.json");
        File.WriteAllText(changed, later.ToJsonString());
        Tool.Run("read-partition", changed).Error.Should().StartWith("quarry: error QRY5926:");
        Tool.Finish(exporter, "").ExitCode.Should().Be(0);
        ToolResult again = Tool.Run("partitions", target, "--sql", "select 1 as id", "--key", "id", "-o", folder);
        again.ExitCode.Should().Be(1);
        again.Error.Should().StartWith("quarry: error QRY9051:");
    }

    [Fact]
    public void What_is_no_descriptor_and_a_database_without_snapshots_are_refused()
    {
        string file = Path.Combine(shared.Folder.FullName, "broken.json");
        File.WriteAllText(file, "{");
        Tool.Run("read-partition", file).Error.Should().StartWith("quarry: error QRY5925:");
        Tool.Run("read-partition", file + ".none").Error.Should().StartWith("quarry: error QRY9052:");
        ToolResult sqlite = Tool.Run("partitions", "sqlite::memory:", "t", "-o", Path.Combine(shared.Folder.FullName, "none"));
        sqlite.ExitCode.Should().Be(1);
        sqlite.Error.Should().StartWith("quarry: error QRY5405:").And.Contain("SQLite");
    }
}
