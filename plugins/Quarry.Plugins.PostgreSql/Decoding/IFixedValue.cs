namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>How a value of one width is read. Implemented by structs, so that each decoder is compiled for its own.</summary>
/// <typeparam name="T">The form in the column.</typeparam>
internal unsafe interface IFixedValue<T>
    where T : unmanaged
{
    /// <summary>The value's bytes on the wire.</summary>
    static abstract int Bytes { get; }

    /// <summary>Reads it.</summary>
    /// <returns>False if the column's type cannot hold it.</returns>
    static abstract bool TryRead(byte* at, out T value);
}
