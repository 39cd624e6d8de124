namespace Quarry.Engine;

/// <summary>One statement of a batch, with its values.</summary>
public sealed record BatchCommand
{
    /// <summary>Creates a command without parameters.</summary>
    /// <param name="sql">One statement.</param>
    public BatchCommand(string sql)
        : this(sql, null)
    {
    }

    /// <summary>Creates a command.</summary>
    /// <param name="sql">One statement, with parameters as <c>@name</c>, <c>:name</c> or by position.</param>
    /// <param name="parameters">Their values: an object with a property for each name, a dictionary, or a list by position; null if there are none.</param>
    public BatchCommand(string sql, object? parameters)
    {
        ArgumentNullException.ThrowIfNull(sql);
        (Sql, Parameters) = (sql, parameters);
    }

    /// <summary>The statement.</summary>
    public string Sql { get; }

    /// <summary>The values of its parameters, or null.</summary>
    public object? Parameters { get; }

    /// <summary>One statement for each set of values. Commands of the same text are planned, and by the server parsed, once.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="sets">The sets of values.</param>
    public static IReadOnlyList<BatchCommand> Repeat(string sql, IEnumerable<object> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return [.. sets.Select(set => new BatchCommand(sql, set))];
    }
}
