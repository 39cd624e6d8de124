namespace Quarry.Contracts;

/// <summary>How a NUMERIC column without precision is read. It is the caller's choice and never guessed from the data.</summary>
public enum NumericReading
{
    /// <summary>As exact decimal text, <see cref="LogicalType.NumericText"/>.</summary>
    Text,
    /// <summary>As decimal(38, <see cref="ReadOptions.NumericScale"/>); what does not fit is an error with row and column.</summary>
    Decimal,
    /// <summary>As the nearest binary64. The only reading that rounds, and only because the caller asked for it.</summary>
    Double,
}
