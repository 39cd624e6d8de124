namespace Quarry.Odbc.Quirks;

/// <summary>What is known of one ODBC driver: a row of quirks.json.</summary>
internal sealed record QuirkRow
{
    /// <summary>Patterns of the driver's name in a connection string, or of SQL_DRIVER_NAME, with <c>*</c>, case-insensitive.</summary>
    public required IReadOnlyList<string> Drivers { get; init; }
    /// <summary>The first version that the row is for, or null.</summary>
    public string? Since { get; init; }
    /// <summary>The first version that it is no longer for, or null.</summary>
    public string? Before { get; init; }
    /// <summary>Keywords for the end of the connection string, where the caller's own win.</summary>
    public IReadOnlyDictionary<string, string> Keywords { get; init; } = new Dictionary<string, string>();
    /// <summary>Settings by their names.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
    /// <summary>Where this was measured or read.</summary>
    public required string Source { get; init; }
}
