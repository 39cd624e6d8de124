namespace Quarry.Plugins.PostgreSql.Decoding;

/// <summary>Decodes one column of a block of rows into its builder.</summary>
internal abstract unsafe class ColumnDecoder
{
    /// <summary>Appends a value for each row.</summary>
    /// <param name="data">The receive buffer.</param>
    /// <param name="cells">The position of the column's first length in it.</param>
    /// <param name="stride">From a cell to that of the next row.</param>
    /// <param name="rows">How many rows.</param>
    public abstract void Decode(byte* data, int* cells, int stride, int rows);
}
