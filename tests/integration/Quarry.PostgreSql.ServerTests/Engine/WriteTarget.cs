using System.Globalization;
using System.Runtime.CompilerServices;
using Quarry.Contracts;
using Quarry.Engine;
using Quarry.Fixtures.PostgreSql;
using Quarry.Plugins.Sqlite;

namespace Quarry.PostgreSql.ServerTests.Engine;

/// <summary>A database to write into, and a table name of its own.</summary>
internal sealed class WriteTarget : IAsyncDisposable
{
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";

    public static readonly Schema Rows = new([new() { Name = "id", Type = LogicalType.Int64 }, new() { Name = "v", Type = LogicalType.Int64 }]);

    private readonly EngineSource _engine;
    private readonly string? _directory;

    /// <param name="database">Which.</param>
    /// <param name="server">PostgreSQL's.</param>
    /// <param name="directory">Where SQLite's file is, or null for a directory of its own.</param>
    public WriteTarget(string database, PostgreSqlServer server, string? directory = null)
    {
        if (database == PostgreSql)
        {
            _engine = EngineSource.Of(server);
        }
        else
        {
            _directory = directory is null ? Directory.CreateTempSubdirectory("quarry").FullName : null;
            _engine = new($"sqlite://{Path.Combine(directory ?? _directory!, "target.db")}?mode=rwc", driver: new SqliteDriver());
        }
    }

    public Source Source => _engine.Source;

    public TableName Table { get; } = new() { Name = $"write {Guid.NewGuid():N}" };

    public string Quoted => $"\"{Table.Name}\"";

    /// <summary>Rows of the table, counted on another session than the write's.</summary>
    public Task<object?> CountAsync() => _engine.ScalarAsync($"select count(*) from {Quoted}");

    public Task<object?> ScalarAsync(string sql) => _engine.ScalarAsync(sql.Replace("{t}", Quoted, StringComparison.Ordinal));

    public Task ExecuteAsync(string sql) => Source.ExecuteAsync(sql.Replace("{t}", Quoted, StringComparison.Ordinal)).AsTask();

    public async Task<bool> ExistsAsync() => (await Source.Metadata.GetTablesAsync(null, Table.Name)).Count > 0;

    public ValueTask<WriteResult> WriteAsync(WriteMode mode, BatchSource rows, CancellationToken cancellationToken = default)
        => Source.WriteAsync(Table, rows, new() { Mode = mode }, cancellationToken);

    public async Task<T> FailAsync<T>(WriteOptions options, BatchSource rows, CancellationToken cancellationToken = default)
        where T : Exception
        => (await FluentActions.Awaiting(() => Source.WriteAsync(Table, rows, options, cancellationToken).AsTask()).Should().ThrowAsync<T>()).Which;

    /// <summary>Rows (id from 1, v), in batches of so many.</summary>
    /// <param name="count">Rows.</param>
    /// <param name="perBatch">Rows of a batch.</param>
    /// <param name="value">v by id; null for id.</param>
    /// <param name="schema">Other columns: the first holds the id, the others v.</param>
    /// <param name="between">Runs before the batch that begins with the row of that id, and at the end.</param>
    public BatchSource Of(int count, int perBatch = 1000, Func<long, long>? value = null, Func<long, Task>? between = null, Schema? schema = null)
        => BatchSource.Of(schema ?? Rows, BatchesAsync(count, perBatch, value ?? (static id => id), between ?? (static _ => Task.CompletedTask), schema ?? Rows));

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        if (_directory is not null)
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private async IAsyncEnumerable<ColumnBatch> BatchesAsync(
        int count, int perBatch, Func<long, long> value, Func<long, Task> between, Schema schema, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var builder = new BatchBuilder(schema, _engine.Memory, new() { Rows = perBatch });
        for (long id = 1; id <= count;)
        {
            await between(id);
            cancellationToken.ThrowIfCancellationRequested();
            for (int row = 0; row < perBatch && id <= count; row++, id++)
            {
                for (int column = 0; column < builder.Columns.Count; column++)
                {
                    builder.Columns[column].AppendUtf16((column == 0 ? id : value(id)).ToString(CultureInfo.InvariantCulture));
                }

                builder.EndRow();
            }

            using ColumnBatch batch = builder.Build();
            yield return batch;
        }

        await between(count + 1);
    }
}
