namespace Quarry.Engine.Parameters;

/// <summary>What errors call a value: a parameter by its name or number, or a value of a table by row and column.</summary>
/// <param name="Name">The parameter's name or number, or "" for one that has neither; the column's name.</param>
/// <param name="Row">The row, from 1; 0 for a parameter.</param>
internal readonly record struct ValueLabel(string Name, long Row)
{
    public bool IsCell => Row > 0;

    public static implicit operator ValueLabel(string parameter) => new(parameter, 0);
}
