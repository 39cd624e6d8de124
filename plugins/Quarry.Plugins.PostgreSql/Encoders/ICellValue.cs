namespace Quarry.Plugins.PostgreSql.Encoders;

/// <summary>How a value of one width is written. Implemented by structs, so that each encoder is compiled for its own.</summary>
/// <typeparam name="T">The form in the column.</typeparam>
internal interface ICellValue<T>
    where T : unmanaged
{
    /// <summary>The value's bytes on the wire.</summary>
    int Bytes { get; }

    /// <summary>Writes it.</summary>
    /// <returns>False if the server's type cannot hold it.</returns>
    bool TryWrite(Span<byte> into, T value);
}
