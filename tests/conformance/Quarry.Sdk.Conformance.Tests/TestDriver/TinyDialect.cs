using System.Data;
using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Tests.TestDriver;

internal sealed class TinyDialect(TinySettings settings) : Dialect
{
    public override SqlLexicon Lexicon => SqlLexicon.Standard;

    public override string ParameterMarker(int position) => "?";

    public override string QuoteIdentifier(string name)
        => settings.Has(Fault.QuotesWithoutDoubling) && name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal) ? $"\"{name}\"" : base.QuoteIdentifier(name);

    public override string? Limit(string sql, long rows) => $"{sql} LIMIT {rows + (settings.Has(Fault.LimitIsOneMore) ? 1 : 0)}";

    public override IReadOnlyList<string>? BeginTransaction(TransactionOptions options)
        => options.Isolation is IsolationLevel.Unspecified or IsolationLevel.Snapshot ? ["BEGIN"] : null;

    public override string? Upsert(TableName table, IReadOnlyList<string> columns, IReadOnlyList<string> keys)
        => $"INSERT INTO {QuoteTable(table)} ({string.Join(", ", columns.Select(QuoteIdentifier))}) VALUES ({string.Join(", ", columns.Select(_ => "?"))}) "
            + $"ON CONFLICT DO {(columns.Count > keys.Count ? "UPDATE" : "NOTHING")}";

    public override string? Returning(string sql, IReadOnlyList<string> columns)
        => $"{sql} RETURNING {(columns.Count == 0 ? "*" : $"({string.Join(", ", columns.Select(QuoteIdentifier))})")}";

    public override string? TemporarySchema => TinyTables.Temporary;

    public override StringComparer NameComparer => settings.Has(Fault.SaysNamesIgnoreCase) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    // The schema is a part of the name: there is no other.
    public override string QuoteTable(TableName table) => table.Schema == TinyTables.Temporary ? QuoteIdentifier($"{TinyTables.Temporary}.{table.Name}") : base.QuoteTable(table);

    public override string? FindTableSql => "CATALOG Tables ? ?";

    public override string? CatalogSql(CatalogSet set) => $"CATALOG {set} ? ?";
}
