namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>Where a reader takes the values of the current row from. Implemented by structs, so that each reader is compiled for each source.</summary>
internal interface IValueSource
{
    /// <summary>The storage class of a value; to be asked first.</summary>
    int Type(int column);

    /// <summary>The value of an INTEGER.</summary>
    long Int64(int column);

    /// <summary>The value of a REAL.</summary>
    double Double(int column);

    /// <summary>The bytes of a TEXT as UTF-8; valid until the next row.</summary>
    ReadOnlySpan<byte> Text(int column);

    /// <summary>The bytes of a BLOB; valid until the next row.</summary>
    ReadOnlySpan<byte> Blob(int column);
}
