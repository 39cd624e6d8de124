using System.Data;
using Quarry.Contracts;
using Quarry.Plugins.PostgreSql.Errors;

namespace Quarry.Plugins.PostgreSql.Sessions;

/// <summary>Output parameters: PostgreSQL returns them as the only row of a CALL or of a function's SELECT.</summary>
internal static class OutputRow
{
    /// <summary>True if the caller waits for values of the server.</summary>
    public static bool IsAsked(IReadOnlyList<Parameter> parameters)
    {
        foreach (Parameter parameter in parameters)
        {
            if (parameter.Direction != ParameterDirection.Input)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The caller's output parameters with the row's values: by name where a column has it, else in order.</summary>
    public static IReadOnlyList<Parameter> Read(ColumnBatch? row, IReadOnlyList<Parameter> parameters)
    {
        Parameter[] asked = [.. parameters.Where(parameter => parameter.Direction != ParameterDirection.Input)];
        if (row is null || row.Columns.Count < asked.Length)
        {
            throw PgErrors.OutputsMissing(asked.Length, row?.Columns.Count ?? 0);
        }

        var outputs = new Parameter[asked.Length];
        for (int i = 0; i < outputs.Length; i++)
        {
            ColumnVector column = row.Columns[i];
            foreach (ColumnVector named in row.Columns)
            {
                column = named.Column.Name == asked[i].Name ? named : column;
            }

            outputs[i] = new(column.Column.Type, column.GetValue(0)) { Name = asked[i].Name, Direction = asked[i].Direction };
        }

        return outputs;
    }
}
