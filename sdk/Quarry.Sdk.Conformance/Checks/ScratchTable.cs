using Quarry.Contracts;

namespace Quarry.Sdk.Conformance.Checks;

/// <summary>A table that a check created, and the standard SQL for it.</summary>
internal sealed class ScratchTable(Dialect dialect, TableName name, Schema schema)
{
    public TableName Name => name;

    public Schema Schema => schema;

    public string Quoted { get; } = dialect.QuoteTable(name);

    public string Insert(params IReadOnlyList<string> columns)
        => $"INSERT INTO {Quoted} ({List(columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => dialect.ParameterMarker(i + 1)))})";

    /// <summary>Columns in the order of the first of them.</summary>
    public string Select(params IReadOnlyList<string> columns) => $"SELECT {List(columns)} FROM {Quoted} ORDER BY {dialect.QuoteIdentifier(columns[0])}";

    public string Delete() => $"DELETE FROM {Quoted}";

    private string List(IReadOnlyList<string> columns) => string.Join(", ", columns.Select(dialect.QuoteIdentifier));
}
