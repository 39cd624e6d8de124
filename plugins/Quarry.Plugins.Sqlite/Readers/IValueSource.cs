namespace Quarry.Plugins.Sqlite.Readers;

/// <summary>Where a reader takes the values of the current row from. Implemented by structs, so that each reader is compiled for each source.</summary>
internal interface IValueSource
{
    /// <summary>The value of a column, for the members below; valid until the next row.</summary>
    nint Value(int column);

    /// <summary>The storage class of a value; to be asked first.</summary>
    int Type(nint value);

    /// <summary>The value of an INTEGER.</summary>
    long Int64(nint value);

    /// <summary>The value of a REAL.</summary>
    double Double(nint value);

    /// <summary>The bytes of a TEXT as UTF-8; valid until the next row.</summary>
    ReadOnlySpan<byte> Text(nint value);

    /// <summary>The bytes of a BLOB; valid until the next row.</summary>
    ReadOnlySpan<byte> Blob(nint value);
}
