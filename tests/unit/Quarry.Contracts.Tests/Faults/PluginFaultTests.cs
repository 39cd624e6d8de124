using System.Data.Common;
using System.Runtime.Loader;

namespace Quarry.Contracts.Tests.Faults;

public sealed class PluginFaultTests : IDisposable
{
    // This assembly a second time, as a plugin would be: its types are foreign.
    private readonly AssemblyLoadContext _plugin = new("fault", isCollectible: true);

    public void Dispose() => _plugin.Unload();

    [Fact]
    public void A_plugins_own_exception_becomes_text_with_its_stack()
    {
        Exception foreign = Thrown(Foreign<PrivateException>("cannot log in with pwd=hunter2", new InvalidOperationException("no route")));

        var error = Translated(foreign);

        error.Kind.Should().Be(ErrorKind.Internal);
        error.Code.Should().Be(ErrorCodes.PluginFailed);
        error.InnerException.Should().BeNull();
        error.Message.Should().StartWith("Plugin 'acme': ").And.Contain(nameof(PrivateException)).And.Contain("pwd=…").And.Contain("no route");
        error.StackTrace.Should().Contain(nameof(Thrown));
        error.ToString().Should().NotContain("hunter2");
    }

    [Fact]
    public void An_exception_of_the_host_passes_as_it_is()
    {
        var error = new QuarryException(ErrorKind.Server, 20001, "relation does not exist", "42P01", new InvalidOperationException("why"));
        var cancelled = new OperationCanceledException(new CancellationToken(true));
        var argument = new ArgumentOutOfRangeException("n", DayOfWeek.Friday, "too late");

        PluginFault.Translate(error, "acme").Should().BeSameAs(error);
        PluginFault.Translate(cancelled, "acme").Should().BeSameAs(cancelled);
        PluginFault.Translate(argument, "acme").Should().BeSameAs(argument);
    }

    [Fact]
    public void A_foreign_inner_exception_goes_and_the_rest_of_the_error_stays()
    {
        var error = new QuarryException(ErrorKind.Server, 20001, "deadlock; Password=hunter2", "40P01", Foreign<PrivateException>("x", null))
        {
            VendorCode = 7,
            Severity = "FATAL",
            Position = 3,
            Transient = true,
            OutcomeUnknown = true,
            Records = [new DiagnosticRecord { Message = "token=hunter2" }],
        };

        var copy = Translated(error);

        copy.Should().BeEquivalentTo(new { error.Kind, error.Code, error.SqlState, error.VendorCode, error.Severity, error.Position, error.IsTransient, error.OutcomeUnknown });
        copy.InnerException.Should().BeNull();
        copy.Message.Should().Be("deadlock; Password=…");
        copy.Records.Single().Message.Should().Be("token=…");
    }

    [Fact]
    public void A_foreign_database_exception_keeps_its_state()
    {
        var error = Translated(Foreign<PrivateDbException>("busy", null));

        error.Should().BeEquivalentTo(new { Kind = ErrorKind.Server, Code = ErrorCodes.PluginDatabaseError, SqlState = "57014", IsTransient = true });
    }

    [Fact]
    public void What_hides_in_data_values_and_aggregates_is_found()
    {
        Exception foreign = Foreign<PrivateException>("hidden", null);
        var data = new InvalidOperationException("outer");
        data.Data["x"] = foreign;
        var value = new ArgumentOutOfRangeException("n", foreign, "outer");
        var several = new AggregateException(new InvalidOperationException("one"), foreign);

        foreach (Exception exception in new Exception[] { data, value, several, new InvalidOperationException("password=hunter2") })
        {
            Translated(exception).Message.Should().NotContain("hunter2");
        }
    }

    [Fact]
    public void A_cancelled_task_is_a_cancellation_without_the_task()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Exception translated = PluginFault.Translate(new TaskCanceledException("x", null, source.Token), "acme");

        translated.Should().BeOfType<OperationCanceledException>().Which.CancellationToken.Should().Be(source.Token);
    }

    [Fact]
    public void A_text_that_throws_is_survived() => PluginFault.Of(new RudeException()).Cause.Should().Contain("cannot be read");

    [Fact]
    public void A_missing_file_of_the_plugin_is_told_but_a_missing_file_of_the_user_is_not()
    {
        Translated(new TypeInitializationException("Acme.Native", new DllNotFoundException("Unable to load e_sqlite3"))).Should()
            .BeEquivalentTo(new { Code = ErrorCodes.NativeLibraryMissing, Kind = ErrorKind.User });
        Translated(new FileNotFoundException("no", "Acme.Dep, Version=1.0.0.0, Culture=neutral")).Code.Should().Be(ErrorCodes.ManagedDependencyMissing);
        Translated(new BadImageFormatException("32 bit")).Code.Should().Be(ErrorCodes.NotForThisProcess);
        Translated(new MissingMethodException("Acme.X", "Y")).Code.Should().Be(ErrorCodes.BuiltAgainstOtherVersion);
        var users = new FileNotFoundException("no", "/data/a.db");
        PluginFault.Translate(users, "acme").Should().BeSameAs(users);
    }

    [Theory]
    [InlineData("Unable to load shared library 'acme' or one of its dependencies. In order to help diagnose:\n/a/acme.so: cannot open shared object file: No such file or directory\n",
        "A native library cannot be loaded: Unable to load shared library 'acme' or one of its dependencies.")]
    [InlineData("Unable to load shared library 'acme' or one of its dependencies. In order to help diagnose:\n/a/acme.so: No such file or directory\n/b/acme.so: undefined symbol: x\n",
        "A native library cannot be loaded: Unable to load shared library 'acme' or one of its dependencies (/b/acme.so: undefined symbol: x).")]
    [InlineData("", "A native library cannot be loaded: DllNotFoundException.")]
    public void A_missing_library_is_told_in_one_sentence(string message, string cause) => PluginFault.Of(new DllNotFoundException(message)).Cause.Should().Be(cause);

    [Fact]
    public void Records_are_copied_because_a_plugins_list_type_would_pin_it()
    {
        var list = new List<DiagnosticRecord> { new() { Message = "a" } };

        var error = new QuarryException(ErrorKind.Server, 20001, "x") { Records = list };

        error.Records.Should().NotBeSameAs(list).And.HaveCount(1);
    }

    [Theory]
    [InlineData("Server=x;Password=hunter2;Database=y", "Server=x;Password=…;Database=y")]
    [InlineData("PWD = hunter2 x;UID=me", "PWD = …;UID=me")]
    [InlineData("Password='hunter2;x';a=1", "Password=…;a=1")]
    [InlineData("Password={hunter2;x};a=1", "Password=…;a=1")]
    [InlineData("{\"password\": \"hunter2\", \"a\": 1}", "{\"password\": …, \"a\": 1}")]
    [InlineData("https://h/x?access_token=hunter2&y=1", "https://h/x?access_token=…&y=1")]
    [InlineData("postgres://app:hunter2@db/x", "postgres://app:…@db/x")]
    [InlineData("postgres://app:hun@ter2/@db/x", "postgres://app:…@db/x")]
    [InlineData("cannot connect to scott/hunter2@orcl", "cannot connect to scott/…@orcl")]
    [InlineData("as app:hunter2@db", "as app:…@db")]
    [InlineData("password authentication failed for user \"app\"", "password authentication failed for user \"app\"")]
    [InlineData("at C:\\x\\y.cs:line 12", "at C:\\x\\y.cs:line 12")]
    [InlineData("", "")]
    public void What_looks_like_a_secret_is_removed(string text, string expected) => PluginFault.Scrub(text).Should().Be(expected);

    [Fact]
    public void Hostile_text_is_scrubbed_in_time()
    {
        string text = string.Concat(Enumerable.Repeat("://a:password=", 200_000));

        PluginFault.Of(new InvalidOperationException(text)).Cause.Length.Should().BeLessThan(3000);
    }

    private static QuarryException Translated(Exception exception) => PluginFault.Translate(exception, "acme").Should().BeOfType<QuarryException>().Which;

    private Exception Foreign<T>(string message, Exception? inner)
        => (Exception)Activator.CreateInstance(_plugin.LoadFromAssemblyPath(typeof(T).Assembly.Location).GetType(typeof(T).FullName!)!, message, inner)!;

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    public sealed class PrivateException(string message, Exception? inner) : Exception(message, inner);

    public sealed class PrivateDbException(string message, Exception? inner) : DbException(message, inner)
    {
        public override string SqlState => "57014";

        public override bool IsTransient => true;
    }

    public sealed class RudeException : Exception
    {
        public override string Message => throw new InvalidOperationException();

        public override string StackTrace => throw new InvalidOperationException();
    }
}
