using System.Diagnostics;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Fixtures.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>Writes into databases whose disk is full before the rows end. The disk is a small tmpfs, which only root can mount.</summary>
public sealed class FullDiskTests(SharedServer shared) : IClassFixture<SharedServer>
{
    // 16 bytes of values each, and a disk of 4 MiB.
    private const int TooMany = 1_000_000;

    [Theory]
    [InlineData(WriteTarget.Sqlite, WriteCommit.Whole)]
    [InlineData(WriteTarget.Sqlite, WriteCommit.PerBatch)]
    [InlineData(WriteTarget.PostgreSql, WriteCommit.Whole)]
    [InlineData(WriteTarget.PostgreSql, WriteCommit.PerBatch)]
    public async Task A_full_disk_is_told_and_the_table_holds_what_was_promised(string database, WriteCommit commit)
    {
        using var disk = new SmallDisk();
        await using var target = new WriteTarget(database, shared.Server, disk.Path);
        string space = $"full_{Guid.NewGuid():N}";
        await target.ExecuteAsync(database == WriteTarget.Sqlite ? "create table {t} (id int, v int)" : $"create tablespace {space} location '{disk.Path}'");
        if (database == WriteTarget.PostgreSql)
        {
            await target.ExecuteAsync($"create table {{t}} (id int8, v int8) tablespace {space}");
        }

        try
        {
            QuarryException error = await target.FailAsync<QuarryException>(new() { Commit = commit }, target.Of(TooMany, 10_000));
            error.Kind.Should().Be(ErrorKind.Resource);
            error.Message.Should().ContainEquivalentOf(database == WriteTarget.Sqlite ? "disk is full" : "No space left on device");
            error.OutcomeUnknown.Should().BeFalse();
            (await target.CountAsync()).Should().Be(error.RowsCommitted);
            error.RowsCommitted.Should().BeInRange(commit == WriteCommit.Whole ? 0 : 10_000, commit == WriteCommit.Whole ? 0 : TooMany - 1);

            // The disk has room again, and the same pool of sessions writes.
            await target.ExecuteAsync(database == WriteTarget.Sqlite ? "delete from {t}" : "truncate {t}");
            (await target.WriteAsync(WriteMode.Append, target.Of(10_000))).Rows.Should().Be(10_000);
            if (database == WriteTarget.Sqlite)
            {
                (await target.ScalarAsync("pragma integrity_check")).Should().Be("ok");
            }
        }
        finally
        {
            if (database == WriteTarget.PostgreSql)
            {
                await target.ExecuteAsync("drop table {t}");
                await target.ExecuteAsync($"drop tablespace {space}");
            }
        }
    }

    private sealed class SmallDisk : IDisposable
    {
        public SmallDisk()
        {
            Run("mount", "-t", "tmpfs", "-o", "size=4m", "quarry", Path);
            Run("chown", PostgreSqlServer.User, Path);
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("quarry-disk-").FullName;

        public void Dispose()
        {
            Run("umount", "--lazy", Path);
            Directory.Delete(Path);
        }

        private static void Run(string tool, params string[] arguments)
        {
            using Process process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.Should().Be(0, error);
        }
    }
}
