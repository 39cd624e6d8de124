using Quarry.Contracts;

namespace Quarry.Engine.Writing;

/// <summary>The columns of rows of .NET values.</summary>
internal static class RowSchema
{
    /// <param name="columns">What is known of each column; the type is null if none follows from the CLR type.</param>
    /// <param name="options">The caller's types.</param>
    /// <exception cref="QuarryException">A column has no type, or a type no column (User).</exception>
    public static Schema Create(IReadOnlyList<RowColumn> columns, RowOptions options)
    {
        string[] unknown = [.. options.Types.Keys.Where(name => columns.All(column => column.Name != name))];
        return unknown.Length > 0
            ? throw RowErrors.UnknownColumns(unknown, columns.Select(static column => column.Name))
            : new([.. columns.Select(column => new ColumnSchema
            {
                Name = column.Name,
                Type = options.Types.GetValueOrDefault(column.Name) ?? column.Type ?? throw RowErrors.NoType(column.Name, column.ClrType),
                IsNullable = column.IsNullable,
            })]);
    }
}
