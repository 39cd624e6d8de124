using System.Globalization;
using Quarry.Columnar;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Fixtures.PostgreSql;
using Quarry.Plugins.PostgreSql;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>A source of the engine over the driver, without a plugins directory.</summary>
internal sealed class EngineSource : IAsyncDisposable
{
    private readonly Arena _arena = new(new());

    public EngineSource(string target, TimeProvider? clock = null, PoolOptions? pool = null, Driver? driver = null)
        => Source = new("test", target, new() { Drivers = new OneDriver(driver ?? new PostgreSqlDriver()), Memory = _arena, Clock = clock ?? TimeProvider.System }, new() { Pool = pool ?? PoolOptions.Default });

    public Source Source { get; }

    /// <summary>Memory for batches; all of it has to be given back.</summary>
    public BatchMemory Memory => _arena;

    public static EngineSource Of(PostgreSqlServer server) => new(server.SocketTarget);

    public static EngineSource Through(int port, string application)
        => new(string.Create(CultureInfo.InvariantCulture, $"postgresql://{PostgreSqlServer.User}@127.0.0.1:{port}/postgres?sslmode=disable&application_name={application}"));

    /// <summary>The first value of the first row.</summary>
    public Task<object?> ScalarAsync(string sql, object? parameters = null) => ScalarAsync(Source.QueryAsync(sql, parameters));

    public static async Task<object?> ScalarAsync(BatchStream stream)
    {
        await foreach (ColumnBatch batch in stream)
        {
            return batch[0].GetValue(0);
        }

        throw new InvalidOperationException("No row.");
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        _arena.Statistics.RentedBytes.Should().Be(0);
        _arena.Dispose();
    }

    private sealed class OneDriver(Driver driver) : DriverSource
    {
        public override DriverLease Acquire(Target target) => new Lease(driver);

        private sealed class Lease(Driver driver) : DriverLease
        {
            public override Driver Driver => driver;

            public override string Origin => "tests";
        }
    }
}
