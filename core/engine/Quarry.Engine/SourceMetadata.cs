using Quarry.Contracts;
using Quarry.Engine.Metadata;

namespace Quarry.Engine;

/// <summary>What a source holds: schemas, tables, columns, keys, indexes, statistics, in one form for all databases. Safe from any thread.</summary>
/// <remarks>
/// <para>The driver's own queries answer, on a session of the source. An answer is kept for <see cref="SourceOptions.MetadataTtl"/>; callers who ask for the
/// same at the same time share one query. What is kept is dropped when the source runs a statement that changes definitions; what other programs
/// change is seen when its time is over or after <see cref="Invalidate"/>.</para>
/// <para>Filters are exact names, compared as the database compares them; null is all. Results are immutable and belong to nobody.</para>
/// <para>Errors: <see cref="QuarryException"/> of kind User if the server or the driver does not offer it, of kind Internal if the driver's answer has another form than the
/// contract states; <see cref="ObjectDisposedException"/> after the source was closed.</para>
/// </remarks>
public sealed class SourceMetadata
{
    private readonly CatalogReader _reader;
    private readonly MetadataCache _cache;

    internal SourceMetadata(CatalogReader reader, MetadataCache cache) => (_reader, _cache) = (reader, cache);

    /// <summary>The databases of the server, of which the source sees one; empty where schemas have nothing above them.</summary>
    /// <param name="cancellationToken">Ends the wait, and the query if nobody else waits for it.</param>
    public ValueTask<IReadOnlyList<string>> GetCatalogsAsync(CancellationToken cancellationToken = default)
        => GetAsync(CatalogSet.Catalogs, null, null, CatalogResults.Names, cancellationToken);

    /// <summary>The schemas.</summary>
    /// <param name="cancellationToken">Ends the wait, and the query if nobody else waits for it.</param>
    public ValueTask<IReadOnlyList<string>> GetSchemasAsync(CancellationToken cancellationToken = default)
        => GetAsync(CatalogSet.Schemas, null, null, CatalogResults.Names, cancellationToken);

    /// <summary>Tables and views.</summary>
    /// <param name="schema">Of this schema only, or null.</param>
    /// <param name="table">Of this name only, or null.</param>
    /// <param name="cancellationToken">Ends the wait, and the query if nobody else waits for it.</param>
    public ValueTask<IReadOnlyList<TableInfo>> GetTablesAsync(string? schema = null, string? table = null, CancellationToken cancellationToken = default)
        => GetAsync(CatalogSet.Tables, schema, table, CatalogResults.Tables, cancellationToken);

    /// <summary>Columns of tables and views, those of a table together and in its order.</summary>
    /// <param name="schema">Of this schema only, or null.</param>
    /// <param name="table">Of tables of this name only, or null.</param>
    /// <param name="cancellationToken">Ends the wait, and the query if nobody else waits for it.</param>
    public ValueTask<IReadOnlyList<ColumnInfo>> GetColumnsAsync(string? schema = null, string? table = null, CancellationToken cancellationToken = default)
        => GetAsync(CatalogSet.Columns, schema, table, CatalogResults.Columns, cancellationToken);

    /// <summary>Primary keys.</summary>
    /// <param name="schema">Of this schema only, or null.</param>
    /// <param name="table">Of tables of this name only, or null.</param>
    /// <param name="cancellationToken">Ends the wait, and the query if nobody else waits for it.</param>
    public ValueTask<IReadOnlyList<PrimaryKeyInfo>> GetPrimaryKeysAsync(string? schema = null, string? table = null, CancellationToken cancellationToken = default)
        => GetAsync(CatalogSet.PrimaryKeys, schema, table, CatalogResults.PrimaryKeys, cancellationToken);

    /// <summary>Foreign keys, by the table that refers.</summary>
    /// <param name="schema">Of this schema only, or null.</param>
    /// <param name="table">Of tables of this name only, or null.</param>
    /// <param name="cancellationToken">Ends the wait, and the query if nobody else waits for it.</param>
    public ValueTask<IReadOnlyList<ForeignKeyInfo>> GetForeignKeysAsync(string? schema = null, string? table = null, CancellationToken cancellationToken = default)
        => GetAsync(CatalogSet.ForeignKeys, schema, table, CatalogResults.ForeignKeys, cancellationToken);

    /// <summary>Indexes, those of keys and constraints included where the database has an index for them.</summary>
    /// <param name="schema">Of this schema only, or null.</param>
    /// <param name="table">Of tables of this name only, or null.</param>
    /// <param name="cancellationToken">Ends the wait, and the query if nobody else waits for it.</param>
    public ValueTask<IReadOnlyList<IndexInfo>> GetIndexesAsync(string? schema = null, string? table = null, CancellationToken cancellationToken = default)
        => GetAsync(CatalogSet.Indexes, schema, table, CatalogResults.Indexes, cancellationToken);

    /// <summary>Sizes of tables, as far as the database knows them without reading the tables.</summary>
    /// <param name="schema">Of this schema only, or null.</param>
    /// <param name="table">Of tables of this name only, or null.</param>
    /// <param name="cancellationToken">Ends the wait, and the query if nobody else waits for it.</param>
    public ValueTask<IReadOnlyList<TableStatistics>> GetStatisticsAsync(string? schema = null, string? table = null, CancellationToken cancellationToken = default)
        => GetAsync(CatalogSet.Statistics, schema, table, CatalogResults.Statistics, cancellationToken);

    /// <summary>Drops what is kept. A query under way still answers those who wait for it, and is not kept.</summary>
    public void Invalidate() => _cache.Clear();

    private ValueTask<IReadOnlyList<T>> GetAsync<T>(
        CatalogSet set, string? schema, string? table, Func<CatalogRows, IReadOnlyList<T>> assemble, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_reader.IsClosed, typeof(Source));
        return _cache.GetAsync(new(set, schema, table), token => _reader.ReadAsync(set, schema, table, assemble, token), cancellationToken);
    }
}
