namespace Quarry.Contracts;

/// <summary>One diagnostic of a database or driver, unchanged but for secrets, which are removed.</summary>
public sealed record DiagnosticRecord
{
    /// <summary>Five characters of SQLSTATE, or null if the database has none.</summary>
    public string? SqlState { get; init; }
    /// <summary>The vendor's own number, or 0.</summary>
    public int VendorCode { get; init; }
    /// <summary>The vendor's own text.</summary>
    public required string Message { get; init; }
}
