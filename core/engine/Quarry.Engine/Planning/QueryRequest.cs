namespace Quarry.Engine.Planning;

/// <summary>What the caller asks for.</summary>
/// <param name="Sql">The SQL as written.</param>
/// <param name="Parameters">The parameters in any form that the binder takes, or null.</param>
/// <param name="Options">The caller's choices.</param>
internal sealed record QueryRequest(string Sql, object? Parameters, QueryOptions Options)
{
    /// <summary>Checks what the caller passed.</summary>
    public static QueryRequest Of(string sql, object? parameters, QueryOptions options)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Batch.Rows, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Batch.Bytes, 1, nameof(options));
        return parameters is QueryOptions or CancellationToken
            ? throw new ArgumentException("The options or the token stand where the parameters belong. Pass null as parameters before them.", nameof(parameters))
            : new(sql, parameters, options);
    }
}
