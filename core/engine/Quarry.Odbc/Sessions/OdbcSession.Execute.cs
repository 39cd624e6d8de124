using System.Data;
using Quarry.Contracts;
using Quarry.Odbc.Connecting;
using Quarry.Odbc.Errors;
using Quarry.Odbc.Native;
using Quarry.Odbc.Parameters;

namespace Quarry.Odbc.Sessions;

internal sealed partial class OdbcSession
{
    // True once something ran that may have changed more than rows.
    private bool _touched;

    public override async ValueTask<ResultReader> ExecuteAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        CheckPlan(plan);
        ArgumentNullException.ThrowIfNull(parameters);
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        CheckCount(plan, parameters);
        CheckOffered(plan, parameters);
        MarkerText text = MarkerText.Of(plan.Sql, _dialect, Profile, parameters);
        StatementHandle statement = await Thread.RunAsync(NewStatement).ConfigureAwait(false);
        return await StartAsync(plan, statement, ownsStatement: true, text.Arrange(parameters), running => Statements.ExecuteDirect(running, text.Text), cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask<PreparedStatement> PrepareAsync(QueryPlan plan, CancellationToken cancellationToken)
        => PrepareAsync(plan, text => MarkerText.Of(text, _dialect, plan.ParameterCount), cancellationToken);

    public override ValueTask<PreparedStatement> PrepareAsync(QueryPlan plan, IReadOnlyList<Parameter> parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        CheckPlan(plan);
        CheckCount(plan, parameters);
        return PrepareAsync(plan, text => MarkerText.Of(text, _dialect, Profile, parameters), cancellationToken);
    }

    /// <summary>Runs a statement whose text is known to it or in the call.</summary>
    internal async ValueTask<ResultReader> StartAsync(
        QueryPlan plan, StatementHandle statement, bool ownsStatement, IReadOnlyList<Parameter> parameters, Action<StatementHandle> execute, CancellationToken cancellationToken)
    {
        _touched |= plan.Kind is not (StatementKind.Select or StatementKind.Insert or StatementKind.Update or StatementKind.Delete or StatementKind.Merge);
        BoundParameters? bound = null;
        try
        {
            ThrowIfBusy();
            bound = new(parameters, Settings, Memory);
        }
        catch
        {
            if (ownsStatement)
            {
                await Thread.RunAsync(() => End(statement)).ConfigureAwait(false);
            }

            throw;
        }

        var result = new OdbcResult(this, plan, statement, ownsStatement, bound, Begin());
        _open = result;
        try
        {
            await result.StartAsync(
                running =>
                {
                    bound.Bind(running);
                    execute(running);
                },
                cancellationToken).ConfigureAwait(false);
            return result;
        }
        catch
        {
            await result.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal void Forget(OdbcPreparedStatement prepared) => _prepared.Remove(prepared);

    internal static void CheckCount(QueryPlan plan, IReadOnlyList<Parameter> parameters)
    {
        if (parameters.Count != plan.ParameterCount)
        {
            throw OdbcErrors.ParameterCount(plan.ParameterCount, parameters.Count);
        }
    }

    private async ValueTask<PreparedStatement> PrepareAsync(QueryPlan plan, Func<string, MarkerText> rewrite, CancellationToken cancellationToken)
    {
        CheckPlan(plan);
        ThrowIfBusy();
        cancellationToken.ThrowIfCancellationRequested();
        MarkerText text = rewrite(plan.Sql);
        RunningCall call = Begin();
        try
        {
            using CancellationTokenRegistration registration = call.Follow(cancellationToken);
            return await Thread.RunAsync(() =>
            {
                StatementHandle statement = NewStatement();
                try
                {
                    call.Run(statement, () =>
                    {
                        Statements.Prepare(statement, text.Text);
                        return true;
                    });
                }
                catch (Exception error)
                {
                    statement.Dispose();
                    if (error is QuarryException failure)
                    {
                        throw Failed(call, failure);
                    }

                    throw;
                }

                var prepared = new OdbcPreparedStatement(this, plan, text, statement);
                _prepared.Add(prepared);
                return prepared;
            }).ConfigureAwait(false);
        }
        finally
        {
            End(call);
        }
    }

    // An ODBC driver that cannot do these says nothing and returns nothing.
    private void CheckOffered(QueryPlan plan, IReadOnlyList<Parameter> parameters)
    {
        if (!_capabilities.OutputParameters.IsSupported && parameters.Any(parameter => parameter.Direction != ParameterDirection.Input))
        {
            throw OdbcErrors.NotOffered("output parameters", _capabilities.OutputParameters);
        }

        if (!Settings.Returning && plan.Kind is StatementKind.Insert or StatementKind.Update or StatementKind.Delete)
        {
            var tokens = new SqlTokenizer(plan.Sql, _dialect.Lexicon);
            while (tokens.Next(out SqlToken token))
            {
                if (token.Kind == SqlTokenKind.Word && token.In(plan.Sql).Equals("RETURNING", StringComparison.OrdinalIgnoreCase))
                {
                    throw OdbcErrors.NotOffered("RETURNING", _capabilities.Returning);
                }
            }
        }
    }

    private static bool End(StatementHandle statement)
    {
        statement.Dispose();
        return true;
    }

    private static void CheckPlan(QueryPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (string hint in plan.Hints.Keys)
        {
            throw OdbcErrors.HintUnknown(hint);
        }

        if (plan.Sql.Contains('\0', StringComparison.Ordinal))
        {
            throw OdbcErrors.BadCharacter("a NUL character, at which the driver would end it", plan.Sql.IndexOf('\0', StringComparison.Ordinal) + 1);
        }

        if (LoneSurrogate(plan.Sql) is >= 0 and int half)
        {
            throw OdbcErrors.BadCharacter("half a surrogate pair, which no encoding carries", half + 1);
        }
    }

    private static int LoneSurrogate(string sql)
    {
        for (int at = 0; at < sql.Length; at++)
        {
            if (!char.IsSurrogate(sql[at]))
            {
                continue;
            }

            if (at + 1 == sql.Length || !char.IsSurrogatePair(sql[at], sql[at + 1]))
            {
                return at;
            }

            at++;
        }

        return -1;
    }
}
