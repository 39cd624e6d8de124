namespace Quarry.Plugins.Sqlite.Types;

/// <summary>Type names of tables that Quarry creates, where the customary name would lose something. Each has the affinity that keeps its values,
/// and a name that no other program uses for something else (INT8, for one, means eight bytes in PostgreSQL).</summary>
internal static class DdlNames
{
    /// <summary>Blob affinity, which stores a value as it is bound. NUMERIC would keep the first 15 digits only; TEXT would turn the double of a short
    /// decimal into 17 digits, of which the last are not the decimal's.</summary>
    public const string DecimalBlob = "DECIMAL_BLOB";
    /// <summary>Blob affinity, as <see cref="DecimalBlob"/>, and 256 bits whatever the precision.</summary>
    public const string Decimal256Blob = "DECIMAL256_BLOB";
    /// <summary>Text affinity: numbers of any length.</summary>
    public const string NumericText = "NUMERIC_TEXT";
    /// <summary>Text affinity: the document <c>1.50</c> would become 1.5 under JSON.</summary>
    public const string JsonText = "JSON_TEXT";
    /// <summary>Text affinity, as for JSON.</summary>
    public const string XmlText = "XML_TEXT";
    /// <summary>Blob affinity with a length that is kept.</summary>
    public const string FixedBlob = "BLOB_FIXED";
    /// <summary>Integer affinity.</summary>
    public const string Int8 = "INT_8";
    /// <summary>Integer affinity.</summary>
    public const string Int16 = "INT_16";
    /// <summary>Integer affinity.</summary>
    public const string Int32 = "INT_32";
    /// <summary>Integer affinity.</summary>
    public const string UInt8 = "UINT_8";
    /// <summary>Integer affinity.</summary>
    public const string UInt16 = "UINT_16";
    /// <summary>Integer affinity.</summary>
    public const string UInt32 = "UINT_32";
    /// <summary>Blob affinity: an integer up to 2⁶³ − 1, where those of SQLite end, above it text. The name must not contain INT.</summary>
    public const string UInt64Blob = "UNSIGNED64_BLOB";
    /// <summary>Real affinity.</summary>
    public const string Float32 = "FLOAT_32";
}
