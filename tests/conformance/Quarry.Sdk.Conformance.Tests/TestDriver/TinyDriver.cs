using System.Collections.Concurrent;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

/// <summary>A driver of a small database in memory that can do everything that a driver can claim.</summary>
[Driver("tiny", Name = "Tiny", Schemes = ["tiny"])]
internal sealed class TinyDriver(TinySettings settings) : Driver
{
    private readonly ConcurrentDictionary<string, TinyDatabase> _databases = [];

    public override TypeMap Types { get; } = new TinyTypeMap(settings);

    public override Dialect Dialect { get; } = new TinyDialect(settings);

    public override IReadOnlyList<OptimizationRule> Rules { get; } = [new TinyRule(settings)];

    public override DriverCapabilities Describe(ServerInfo server) => settings.Claims();

    public override ValueTask<Session?> OpenAsync(Target target, DriverHost host, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (settings.Has(Fault.HangsAtOpen))
        {
            return new(new TaskCompletionSource<Session?>().Task);
        }

        if (target.Path.Length == 0 || settings.Has(Fault.RefusesToOpen))
        {
            throw TinyError.User("the target names no database; write tiny:name");
        }

        if (target.Options.Keys.FirstOrDefault() is { } option && !settings.Has(Fault.IgnoresUnknownOptions))
        {
            throw TinyError.User($"there is no option {option}");
        }

        return new(new TinySession(_databases.GetOrAdd(target.Path, _ => new()), host, settings));
    }
}

/// <summary>Drops the blanks after a statement.</summary>
internal sealed class TinyRule(TinySettings settings) : OptimizationRule
{
    private int _calls;

    public override string Name => "tiny.trim";

    public override RuleOutcome Apply(QueryPlan plan, RuleContext context)
    {
        string sql = plan.Sql.TrimEnd();
        if (settings.Has(Fault.RuleIsImpure))
        {
            sql += new string(' ', ++_calls);
        }

        return sql == plan.Sql
            ? RuleOutcome.Unchanged(plan, "there is no blank at the end")
            : RuleOutcome.Changed(plan with { Sql = sql, ParameterCount = plan.ParameterCount + (settings.Has(Fault.RuleChangesParameterCount) ? 1 : 0) }, "blanks at the end");
    }
}
