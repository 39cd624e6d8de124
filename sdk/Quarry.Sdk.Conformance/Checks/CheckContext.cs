using Quarry.Contracts;
using Quarry.Sdk.Conformance.Running;
using Quarry.Sdk.Conformance.Values;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>What one check works with: a fresh session, memory of its own, and tables that are dropped when it has ended.</summary>
internal sealed class CheckContext : IAsyncDisposable
{
    private readonly List<Session> _sessions = [];
    private readonly List<ScratchTable> _tables = [];

    private CheckContext(DriverFixture fixture, int seed, CancellationToken cancellation)
        => (Fixture, Random, Cancellation) = (fixture, new Random(seed), cancellation);

    public DriverFixture Fixture { get; }

    public Driver Driver => Fixture.Driver;

    public Dialect Dialect => Fixture.Driver.Dialect;

    public GuardedMemory Memory { get; } = new();

    public Random Random { get; }

    /// <summary>Ends the check when its time is over.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The first session.</summary>
    public TestSession Main { get; private set; } = null!;

    public Session Session => Main.Session;

    public DriverCapabilities Capabilities => Driver.Describe(Session.Server);

    public static async Task<CheckContext> OpenAsync(DriverFixture fixture, int seed, CancellationToken cancellation)
    {
        var context = new CheckContext(fixture, seed, cancellation);
        try
        {
            context.Main = await context.OpenSessionAsync().ConfigureAwait(false);
            return context;
        }
        catch
        {
            await context.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Another session on the same target.</summary>
    public Task<TestSession> OpenSessionAsync() => OpenSessionAsync(Fixture.Target);

    public async Task<TestSession> OpenSessionAsync(Target target)
    {
        var host = new CheckHost(Memory, Fixture.Credential);
        try
        {
            Session session = await Fixture.OpenAsync(target, host, Cancellation).ConfigureAwait(false)
                ?? throw new NotApplicableException("the driver has no session of its own");
            _sessions.Add(session);
            return new(session, Fixture, Cancellation);
        }
        finally
        {
            host.Revoke();
        }
    }

    /// <summary>A second session that sees the first one's data.</summary>
    public async Task<TestSession> OpenPeerAsync()
    {
        if (!Fixture.SessionsShareData || Driver.MaxSessions(Fixture.Target) < 2)
        {
            throw new NotApplicableException("sessions on this target do not share data");
        }

        return await OpenSessionAsync().ConfigureAwait(false);
    }

    /// <summary>Creates a table with an integer column "id" and a text column "txt".</summary>
    public Task<ScratchTable> CreateTableAsync() => CreateTableAsync((TestSession.Id, LogicalType.Int64), (TestSession.Text, LogicalType.Utf8));

    public Task<ScratchTable> CreateTableAsync(params (string Name, LogicalType Type)[] columns)
        => CreateTableAsync(new Schema([.. columns.Select(column => new ColumnSchema { Name = column.Name, Type = column.Type })]));

    public async Task<ScratchTable> CreateTableAsync(Schema schema)
    {
        ScratchTable table = Track(Fixture.NewTable(), schema);
        await Main.QueryAsync(Dialect.CreateTable(table.Name, schema, Driver.Types)).ConfigureAwait(false);
        return table;
    }

    /// <summary>A table that the check creates by SQL of its own and that is dropped at the end.</summary>
    public ScratchTable Track(TableName name, Schema schema)
    {
        var table = new ScratchTable(Dialect, name, schema);
        _tables.Add(table);
        return table;
    }

    /// <summary>A type's values that the database holds, of which there is at least one.</summary>
    public IReadOnlyList<object> ValuesOf(LogicalType type) => [.. SampleValues.Of(type, Random).Where(value => Fixture.CanHold(type, value))];

    public async Task DropTablesAsync()
    {
        for (int i = _tables.Count - 1; i >= 0; i--)
        {
            try
            {
                await Main.QueryAsync($"DROP TABLE {_tables[i].Quoted}").ConfigureAwait(false);
            }
            catch (QuarryException)
            {
                // The check may have dropped it itself; what remains goes with the scratch database.
            }
        }
    }

    /// <summary>Ends all sessions; then nothing may be left in memory.</summary>
    public async Task CloseAsync()
    {
        foreach (Session session in _sessions)
        {
            try
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception error)
            {
                throw new CheckFailedException($"Session.DisposeAsync must never throw, but threw {error.GetType().Name}: {error.Message}");
            }
        }

        _sessions.Clear();
        if (Memory.Complaint() is { } complaint)
        {
            throw new CheckFailedException(complaint);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync().ConfigureAwait(false);
            Memory.Dispose();
        }
        catch (CheckFailedException)
        {
            // Said already where it counts; here the check has failed for another reason, and its memory stays mapped.
        }
    }
}
