using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Quarry.Contracts;
using Quarry.Engine.Tests.Fakes;

namespace Quarry.Engine.Tests;

public sealed class FaultTests
{
    private const string Password = "s3cr3t-w0rd";

    public static TheoryData<string> Places => ["connect", "max", "describe", "execute", "schema", "read", "next result", "rule"];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_private_exception_becomes_the_plugins_fault_wherever_it_comes_from(string place)
    {
        await using var fake = new FakeSource();
        Throw(fake, place, () => new PrivateException("boom"));
        QuarryException error = (await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<QuarryException>()).Which;
        error.Kind.Should().Be(ErrorKind.Internal);
        error.Message.Should().Contain(nameof(PrivateException)).And.Contain("boom").And.Contain("fake");
        error.InnerException.Should().BeNull();
        error.ToString().Should().Contain(nameof(FaultTests), "the stack stays");
    }

    [Fact]
    public async Task What_ADO_NET_prescribes_for_misuse_passes()
    {
        await using var fake = new FakeSource();
        fake.Driver.OnExecute = _ => throw new InvalidCastException("no such conversion");
        await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<InvalidCastException>();
    }

    [Fact]
    public async Task A_servers_error_passes_untouched()
    {
        await using var fake = new FakeSource();
        var thrown = new QuarryException(ErrorKind.Server, 20001, "division by zero", "22012", null) { VendorCode = 5, Position = 9 };
        fake.Driver.OnExecute = _ => throw thrown;
        (await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<QuarryException>()).Which.Should().BeSameAs(thrown);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_sources_password_leaves_in_no_error(bool isPrivate)
    {
        await using var fake = new FakeSource($"fake://user:{Password}@host/db");
        string text = $"login of user with '{Password}' failed";
        fake.Driver.OnOpen = (_, _) => throw (isPrivate ? new PrivateException(text)
            : new QuarryException(ErrorKind.Server, 20002, text, "28000", null) { Records = [new() { Message = text }], VendorCode = 18456 });
        QuarryException error = (await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<QuarryException>()).Which;
        error.ToString().Should().NotContain(Password).And.Contain("login of user");
        error.Records.Should().NotContain(record => record.Message.Contains(Password, StringComparison.Ordinal));
        if (!isPrivate)
        {
            (error.Kind, error.Code, error.SqlState, error.VendorCode).Should().Be((ErrorKind.Server, 20002, "28000", 18456), "what is no secret stays");
        }
    }

    [Fact]
    public async Task An_exception_from_a_load_context_does_not_pin_it()
    {
        await using var fake = new FakeSource();
        WeakReference context = ThrowFromContext(fake);
        QuarryException error = (await fake.Source.Awaiting(source => source.ExecuteAsync("select 1").AsTask()).Should().ThrowAsync<QuarryException>()).Which;
        fake.Driver.OnExecute = _ => default;
        for (int i = 0; i < 10 && context.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        context.IsAlive.Should().BeFalse("the error is held, the plugin is not");
        (error.Kind, error.Message, error.InnerException).Should().Be((ErrorKind.Server, "outer", null));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ThrowFromContext(FakeSource fake)
    {
        var context = new AssemblyLoadContext("plugin", isCollectible: true);
        Type type = context.LoadFromAssemblyPath(typeof(PrivateException).Assembly.Location).GetType(typeof(PrivateException).FullName!)!;
        (type == typeof(PrivateException)).Should().BeFalse();
        fake.Driver.OnExecute = _ => throw new QuarryException(ErrorKind.Server, 1, "outer", (Exception)Activator.CreateInstance(type, "inner")!);
        context.Unload();
        return new(context);
    }

    private static void Throw(FakeSource fake, string place, Func<Exception> error)
    {
        switch (place)
        {
            case "connect":
                fake.Driver.OnOpen = (_, _) => throw error();
                break;
            case "max":
                fake.Driver.OnMax = () => throw error();
                break;
            case "describe":
                fake.Driver.OnDescribe = () => throw error();
                break;
            case "execute":
                fake.Driver.OnExecute = _ => throw error();
                break;
            case "schema":
                fake.Driver.Script = _ => [new() { OnSchema = () => throw error() }];
                break;
            case "read":
                fake.Driver.Script = _ => [new() { Batches = 1, OnRead = (_, _) => throw error() }];
                break;
            case "next result":
                fake.Driver.Script = _ => [new() { HasColumns = false }, new() { OnSchema = () => throw error() }];
                break;
            default:
                fake.Driver.RuleList.Add(new ThrowingRule(error));
                break;
        }
    }

    private sealed class ThrowingRule(Func<Exception> error) : OptimizationRule
    {
        public override string Name => "fake.throwing";

        public override RuleOutcome Apply(QueryPlan plan, RuleContext context) => throw error();
    }
}
