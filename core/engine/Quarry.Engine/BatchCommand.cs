namespace Quarry.Engine;

/// <summary>A statement of a batch with the values of its parameters.</summary>
public sealed record BatchCommand
{
    /// <summary>Creates a command without parameters.</summary>
    /// <param name="sql">A single statement.</param>
    public BatchCommand(string sql)
        : this(sql, null)
    {
    }

    /// <summary>Creates a command.</summary>
    /// <param name="sql">A single statement.</param>
    /// <param name="parameters">The values of its parameters, in any form that <see cref="Source.QueryAsync(string, object?, CancellationToken)"/> takes, or null.</param>
    public BatchCommand(string sql, object? parameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(sql);
        (Sql, Parameters) = (sql, parameters);
    }

    /// <summary>The statement.</summary>
    public string Sql { get; }

    /// <summary>The values of its parameters, or null.</summary>
    public object? Parameters { get; }

    /// <summary>One statement with many sets of values.</summary>
    /// <param name="sql">A single statement.</param>
    /// <param name="parameters">For each execution the values.</param>
    public static IReadOnlyList<BatchCommand> ForEach(string sql, IEnumerable<object?> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return [.. parameters.Select(values => new BatchCommand(sql, values))];
    }

    /// <summary>Shows the statement, never the values.</summary>
    public override string ToString() => Sql;
}
