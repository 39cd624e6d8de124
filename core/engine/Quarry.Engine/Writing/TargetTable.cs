using Quarry.Contracts;
using Quarry.Engine.Calls;
using Quarry.Engine.Execution;
using Quarry.Engine.Sessions;

namespace Quarry.Engine.Writing;

/// <summary>The table that a write goes to, and what has to be done for it to be there. Nothing is changed before <see cref="DefineAsync"/>.</summary>
internal sealed class TargetTable
{
    private readonly TableName _table;
    private readonly WriteMode _mode;
    private readonly bool _isKnown;
    private readonly IReadOnlyList<string> _statements;

    private TargetTable(TableName table, WriteMode mode, bool isKnown, IReadOnlyList<string> statements, bool isApart)
        => (_table, _mode, _isKnown, _statements, IsApart) = (table, mode, isKnown, statements, isApart);

    /// <summary>True if the write creates the table.</summary>
    public bool IsCreated => _statements.Count > 0;

    /// <summary>True if the table is created before the write's transaction, because the database's definitions are not part of one.</summary>
    public bool IsApart { get; }

    /// <summary>The name of a table of the session.</summary>
    /// <exception cref="QuarryException">The database has none (User).</exception>
    public static TableName Temporary(SourceParts parts, SourceSession session, TableName table)
        => table with
        {
            Schema = parts.Calls.Run(session.DriverId, () => session.Driver.Dialect.TemporarySchema)
                ?? throw NotOffered(session, "temporary tables", nameof(Dialect.TemporarySchema), $"Leave {nameof(WriteOptions)}.{nameof(WriteOptions.IsTemporary)} false."),
        };

    /// <summary>Finds the table and checks that the write can be.</summary>
    /// <exception cref="QuarryException">It cannot (User): the table exists or does not against the mode, or columns do not fit.</exception>
    public static async ValueTask<TargetTable> FindAsync(
        SourceParts parts, SourceSession session, TableName table, Schema schema, WriteMode mode, CallCancellation cancellation)
    {
        StringComparer names = parts.Calls.Run(session.DriverId, () => session.Driver.Dialect.NameComparer);
        ColumnMatch.CheckNames(table, schema, names);
        FoundTable? found = await TableLookup.FindAsync(parts, session, table, cancellation).ConfigureAwait(false);
        bool create = mode switch
        {
            WriteMode.Append => found is { Exists: false } ? throw WriteErrors.Missing(table, null) : false,
            WriteMode.Create => found is { Exists: true } ? throw WriteErrors.Exists(table, null) : true,
            WriteMode.CreateAppend => !(found ?? throw NotOffered(session, "a look at whether the table exists", nameof(Dialect.FindTableSql),
                $"Use {nameof(WriteMode)}.{nameof(WriteMode.Append)} or {nameof(WriteMode)}.{nameof(WriteMode.Create)}.")).Exists,
            _ => true,
        };
        if (!create && found is not null)
        {
            ColumnMatch.Check(table, schema, found.Columns, names);
        }

        bool apart = create && !session.Capabilities.TransactionalDefinitions.IsSupported;
        if (apart)
        {
            CheckApart(parts, session, mode);
        }

        return new(table, mode, found is not null, create ? parts.Calls.Run(session.DriverId, () => Statements(session, table, schema, mode)) : [], apart);
    }

    // What would be committed on the way, or lost for good, is the caller's to do.
    private static void CheckApart(SourceParts parts, SourceSession session, WriteMode mode)
    {
        if (mode == WriteMode.Replace || parts.IsTransaction)
        {
            Requirement.Check(session, session.Capabilities.TransactionalDefinitions, nameof(DriverCapabilities.TransactionalDefinitions),
                mode == WriteMode.Replace ? "replacing a table all or nothing" : "creating a table within a transaction",
                mode == WriteMode.Replace ? $"Drop the table by a statement and use {nameof(WriteMode)}.{nameof(WriteMode.Create)}."
                    : $"Create the table before the transaction and use {nameof(WriteMode)}.{nameof(WriteMode.Append)}.");
        }
    }

    /// <summary>Drops and creates what the mode asks for.</summary>
    /// <returns>Rows written: none.</returns>
    public async ValueTask<long> DefineAsync(SourceParts parts, SourceSession session, CallCancellation cancellation)
    {
        foreach (string sql in _statements)
        {
            try
            {
                await RunAsync(parts, session, sql, cancellation).ConfigureAwait(false);
            }
            finally
            {
                parts.Definitions.Advance();
            }
        }

        return 0;
    }

    /// <summary>Runs the write of a table that was created for it, and drops the table if the write fails.</summary>
    public async ValueTask<long> OrDropAsync(SourceParts parts, SourceSession session, Func<ValueTask<long>> write)
    {
        try
        {
            return await write().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not AbandonedCallException and not QuarryException { OutcomeUnknown: true })
        {
            await DropAsync(parts, session).ConfigureAwait(false);
            throw;
        }
    }

    // Not by the write's own token, which may be what ended it.
    private async ValueTask DropAsync(SourceParts parts, SourceSession session)
    {
        try
        {
            string sql = parts.Calls.Run(session.DriverId, () => session.Driver.Dialect.DropTable(_table) ?? $"DROP TABLE {session.Driver.Dialect.QuoteTable(_table)}");
            var plan = new QueryPlan { Sql = sql, Kind = StatementKind.Definition };
            async ValueTask RunAsync()
            {
                ResultReader reader = await session.Session.ExecuteAsync(plan, [], session.Ending).ConfigureAwait(false);
                await reader.DisposeAsync().ConfigureAwait(false);
            }

            await parts.Calls.FinishAsync(session.DriverId, RunAsync(), session.GiveUp).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not AbandonedCallException)
        {
            // What came first is the caller's to know; an empty table may be left.
        }
        finally
        {
            parts.Definitions.Advance();
        }
    }

    /// <summary>What a refusal of the server means where no catalog could be asked before.</summary>
    public QuarryException? Explain(QuarryException error) => (_isKnown, _mode, error.SqlState) switch
    {
        (false, WriteMode.Create, "42P07" or "42S01") => WriteErrors.Exists(_table, error),
        (false, WriteMode.Append, "42P01" or "42S02") => WriteErrors.Missing(_table, error),
        _ => null,
    };

    private static IReadOnlyList<string> Statements(SourceSession session, TableName table, Schema schema, WriteMode mode)
    {
        Dialect dialect = session.Driver.Dialect;
        // It refuses a column that has no exact native type, before anything is dropped.
        string create = dialect.CreateTable(table, schema, session.Driver.Types);
        return mode != WriteMode.Replace
            ? [create]
            : [dialect.DropTable(table) ?? throw NotOffered(session, "the drop of a table that may not exist", nameof(Dialect.DropTable),
                $"Drop it by a statement and use {nameof(WriteMode)}.{nameof(WriteMode.Create)}."), create];
    }

    private static async ValueTask RunAsync(SourceParts parts, SourceSession session, string sql, CallCancellation cancellation)
    {
        var plan = new QueryPlan { Sql = sql, Kind = StatementKind.Definition, ParameterCount = 0 };
        ResultReader reader = await parts.Calls.RunAsync(session.DriverId, cancellation,
            token => session.Session.ExecuteAsync(plan, [], token),
            static late => late.DisposeAsync()).ConfigureAwait(false);
        await ReaderUse.RunAsync(parts, session, reader, async open =>
        {
            while (await parts.Calls.RunAsync(session.DriverId, cancellation, open.NextResultAsync, static _ => default).ConfigureAwait(false))
            {
            }

            return true;
        }).ConfigureAwait(false);
    }

    private static QuarryException NotOffered(SourceSession session, string what, string member, string fix) => new(ErrorKind.User, ErrorCodes.NotOffered,
        $"{session.Server.Product} does not offer {what} through driver \"{session.DriverId}\" (its dialect has no {member}, or its catalog cannot be asked). {fix}");
}
