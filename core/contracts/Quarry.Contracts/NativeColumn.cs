namespace Quarry.Contracts;

/// <summary>A column as the database or its driver describes it.</summary>
public sealed record NativeColumn
{
    /// <summary>The column's name in the result.</summary>
    public string Name { get; init; } = "";
    /// <summary>The database's or ODBC's type number (an OID, a SQL type code), or 0.</summary>
    public int TypeCode { get; init; }
    /// <summary>The type's name as declared, or "" for an expression without one.</summary>
    public string TypeName { get; init; } = "";
    /// <summary>Digits, or 0 if unknown.</summary>
    public int Precision { get; init; }
    /// <summary>Digits after the point; may be negative.</summary>
    public int Scale { get; init; }
    /// <summary>Length in characters or bytes, or 0 if unknown or unbounded.</summary>
    public long Length { get; init; }
    /// <summary>True for an unsigned integer.</summary>
    public bool IsUnsigned { get; init; }
    /// <summary>False only if the database guarantees that there is no NULL.</summary>
    public bool IsNullable { get; init; } = true;
}
