namespace Quarry.Columnar.Writing;

/// <summary>The values of a column as byte spans. Each layout is a struct of its own, so that the loops over it are compiled for it.</summary>
internal interface IValueRows
{
    int Count { get; }

    ReadOnlySpan<byte> this[int row] { get; }
}
