using System.Runtime.InteropServices;
using Quarry.Contracts;
using Quarry.Plugins.Sqlite.Tests.Support;

namespace Quarry.Plugins.Sqlite.Tests;

/// <summary>Each thing that can be wrong with a target has its own message with the fix.</summary>
public sealed class OpenErrorTests
{
    [Fact]
    public async Task A_missing_file_is_not_created()
    {
        using var folder = new TempFolder();
        QuarryException error = await FailsAsync(folder.File("none.db"));
        error.Code.Should().Be(20005);
        error.Kind.Should().Be(ErrorKind.User);
        error.Message.Should().Contain(folder.File("none.db")).And.Contain("mode=rwc");
        File.Exists(folder.File("none.db")).Should().BeFalse();
        (await FailsAsync(folder.File("none.db"), ("mode", "ro"))).Code.Should().Be(20005);
        (await FailsAsync(folder.File("no/such/folder.db"), ("mode", "rwc"))).Message.Should().Contain("folder").And.Contain("create the folder");
    }

    [Fact]
    public async Task A_file_is_created_if_asked_for()
    {
        using var folder = new TempFolder();
        await using (TestSession db = await TestSession.OpenAsync(folder.File("new.db"), ("mode", "rwc")))
        {
            await db.RunAsync("CREATE TABLE t(c)");
        }

        await using TestSession again = await TestSession.OpenAsync(folder.File("new.db"));
        (await again.ScalarAsync("SELECT count(*) FROM t")).Should().Be(0L);
    }

    [Fact]
    public async Task A_directory_is_no_database()
    {
        using var folder = new TempFolder();
        QuarryException error = await FailsAsync(folder.Path);
        error.Code.Should().Be(20006);
        error.Message.Should().Contain("is a directory");
    }

    [Fact]
    public async Task A_file_of_another_kind_is_no_database()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("text.db"), new string('x', 4096));
        QuarryException error = await FailsAsync(folder.File("text.db"));
        error.Code.Should().Be(20007);
        error.VendorCode.Should().Be(26);
        error.Message.Should().Contain("not a database").And.Contain("encrypted");
    }

    [Fact]
    public async Task A_locked_database_is_busy_and_transient()
    {
        using var folder = new TempFolder();
        await using TestSession owner = await TestSession.OpenAsync(folder.File("a.db"), ("mode", "rwc"));
        await owner.RunAsync("CREATE TABLE t(c); BEGIN EXCLUSIVE");
        QuarryException error = await FailsAsync(folder.File("a.db"), ("busy_timeout", "20"));
        error.Code.Should().Be(20102);
        error.IsTransient.Should().BeTrue();
        error.Message.Should().Contain("locked").And.Contain("busy_timeout");
    }

    [Fact]
    public async Task A_file_without_permission_is_denied()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var folder = new TempFolder();
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
        await using (TestSession db = await TestSession.OpenAsync(folder.File("secret.db"), ("mode", "rwc")))
        {
            await db.RunAsync("CREATE TABLE t(c)");
        }

        File.SetUnixFileMode(folder.File("secret.db"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        QuarryException error = await FailsAsNobodyAsync(folder.File("secret.db"));
        error.Code.Should().Be(20008);
        error.Message.Should().Contain("denied").And.Contain("mode=ro");

        File.SetUnixFileMode(folder.File("secret.db"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        error = await FailsAsNobodyAsync(folder.File("secret.db"));
        error.Code.Should().Be(20010, "reading only would be a silent fallback");
        error.Message.Should().Contain("cannot be written").And.Contain("?mode=ro");
    }

    [Fact]
    public async Task A_credential_would_protect_nothing()
    {
        Func<Task> open = () => new SqliteDriver().OpenAsync(TestSession.Target(":memory:"), new TestHost(new NoPassword()), default).AsTask();
        (await open.Should().ThrowAsync<QuarryException>()).Which.Code.Should().Be(20004);
    }

    [Fact]
    public async Task A_cancelled_open_opens_nothing()
    {
        Func<Task> open = () => new SqliteDriver().OpenAsync(TestSession.Target(":memory:"), new TestHost(), new CancellationToken(true)).AsTask();
        await open.Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task<QuarryException> FailsAsync(string path, params (string, string)[] options)
    {
        Func<Task> open = () => TestSession.OpenAsync(path, options);
        return (await open.Should().ThrowAsync<QuarryException>()).Which;
    }

    /// <summary>Opens with the file system rights of a user who owns nothing. The session's thread inherits them from the thread that creates it.</summary>
    private static async Task<QuarryException> FailsAsNobodyAsync(string path)
    {
        var opened = new TaskCompletionSource<Task>();
        var thread = new Thread(() =>
        {
            _ = SetFileSystemGroup(65534);
            _ = SetFileSystemUser(65534);
            opened.SetResult(TestSession.OpenAsync(path));
        });
        thread.Start();
        thread.Join();
        Func<Task> open = async () => await await opened.Task;
        return (await open.Should().ThrowAsync<QuarryException>()).Which;
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetFileSystemUser(uint user);

    [DllImport("libc", EntryPoint = "setfsgid")]
    private static extern int SetFileSystemGroup(uint group);

    private sealed class NoPassword : Credential
    {
        public override CredentialKind Kind => CredentialKind.Password;

        public override void Use<TState>(TState state, SecretAction<TState> action) => action([], state);
    }
}
