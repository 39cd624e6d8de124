using System.Runtime.CompilerServices;
using Quarry.Contracts;

namespace Quarry.Engine.Tests.Fakes;

/// <summary>A source whose catalog knows one table, or none, and what is done to it.</summary>
internal sealed class FakeTarget : IAsyncDisposable
{
    public static readonly Schema Numbers = new([new() { Name = "n", Type = LogicalType.Int64 }]);

    /// <param name="columns">The table's columns; one that ends in ! is NOT NULL, in % also generated. None: there is no table.</param>
    public FakeTarget(params string[] columns)
    {
        Fake.Driver.FindTable = "catalog find";
        Fake.Driver.OnDdl = type => type.Kind == TypeKind.Int64 ? "BIGINT" : null;
        Fake.Driver.Capabilities = new() { Catalog = Capability.Yes(""), BulkWrite = Capability.Yes(""), Transactions = Capability.Yes(""), Savepoints = Capability.Yes(""), TransactionalDefinitions = Capability.Yes("") };
        var find = new FakeTable("schema_name table_name table_kind", columns.Length > 0 ? [["s", "t", "table"]] : []);
        var known = new FakeTable("schema_name table_name column_name position# type_name is_nullable# default_sql type_code# precision# scale# is_generated#",
            [.. columns.Select((name, i) => (object?[])["s", "t", name.TrimEnd('!', '%'), i + 1, "", name.EndsWith('!') || name.EndsWith('%') ? 0 : 1, null, 0, 0, 0, name.EndsWith('%') ? 1 : 0])]);
        Fake.Driver.Script = plan =>
        {
            if (plan.Sql.StartsWith("catalog", StringComparison.Ordinal))
            {
                Asked.Add(plan.Sql);
                return [new() { Batches = 1, Table = plan.Sql == "catalog Columns" ? known : find }];
            }

            Sql.Add(plan.Sql);
            return [new() { HasColumns = false }];
        };
    }

    public FakeSource Fake { get; } = new();

    public TableName Table { get; } = new() { Name = "t" };

    /// <summary>Statements, in order.</summary>
    public List<string> Sql { get; } = [];

    /// <summary>Queries of the catalog.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What the session was called for, without what its return to the pool takes.</summary>
    public IEnumerable<string> Calls => Fake.Session.Calls.Where(static call => call is not ("reset" or "ping" or "execute" or "dispose"));

    public async Task<WriteResult> WriteAsync(WriteOptions options, params int[] rows)
    {
        await using BatchSource batches = BatchSource.Of(Numbers, BatchesAsync(Numbers, rows, null));
        return await Fake.Source.WriteAsync(Table, batches, options, default);
    }

    public async Task<Exception> FailAsync(WriteOptions options, BatchSource batches, CancellationToken cancellationToken = default)
        => (await FluentActions.Awaiting(() => Fake.Source.WriteAsync(Table, batches, options, cancellationToken).AsTask()).Should().ThrowAsync<Exception>()).Which;

    public async Task<QuarryException> FailAsync(WriteOptions options, params int[] rows)
        => (await FailAsync(options, BatchSource.Of(Numbers, BatchesAsync(Numbers, rows, null)))).Should().BeOfType<QuarryException>().Subject;

    /// <summary>Batches of so many rows each, each gone with the next, and what comes after them.</summary>
    public async IAsyncEnumerable<ColumnBatch> BatchesAsync(Schema schema, int[] rows, Func<CancellationToken, Task>? after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (int count in rows)
        {
            using var builder = new BatchBuilder(schema, Fake.Arena, BatchLimits.Default);
            for (int row = 0; row < count; row++)
            {
                foreach (ColumnBuilder column in builder.Columns)
                {
                    column.AppendNull();
                }

                builder.EndRow();
            }

            using ColumnBatch batch = builder.Build();
            yield return batch;
        }

        await (after?.Invoke(cancellationToken) ?? Task.CompletedTask);
    }

    public ValueTask DisposeAsync() => Fake.DisposeAsync();
}
