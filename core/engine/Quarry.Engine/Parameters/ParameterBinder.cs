using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>Finds the value of each of a statement's parameters in what the caller passed, and brings it into the form that drivers take.</summary>
/// <remarks>
/// Accepted are null, an object with properties, a dictionary with string keys, a <see cref="Parameter"/> or several, and any other sequence as
/// positional values. Names match exactly, else without regard to case. A value that the SQL does not use is an error, except for the
/// properties of a class of the caller's own: only <c>new { … }</c>, dictionaries and sequences are written for the one statement.
/// </remarks>
internal static class ParameterBinder
{
    /// <summary>Binds.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">What the caller passed.</param>
    /// <returns>One parameter for each of the statement's distinct ones, in their order.</returns>
    /// <exception cref="QuarryException">A value is missing, extra, or cannot be sent exactly (User).</exception>
    public static IReadOnlyList<Parameter> Bind(Sql.ParsedSql sql, object? parameters)
    {
        ArgumentNullException.ThrowIfNull(sql);
        switch (parameters)
        {
            case null:
                return sql.Names.Count > 0 ? NamedBinding.Bind(sql, [], allowExtra: false) : Positional(sql, []);
            case Parameter single:
                return Typed(sql, [single]);
            case IEnumerable<Parameter> several:
                return Typed(sql, [.. several]);
            case IEnumerable<KeyValuePair<string, object?>> pairs:
                return Named(sql, [.. pairs.Select(pair => new NamedValue(pair.Key, () => pair.Value))], allowExtra: false);
            case ITuple:
                throw ParameterErrors.Tuple(parameters.GetType());
        }

        if (ClrValue.IsScalar(parameters))
        {
            throw ParameterErrors.NotParameters(parameters.GetType());
        }

        switch (parameters)
        {
            case IDictionary dictionary:
                return Named(sql, Entries(dictionary), allowExtra: false);
            case IEnumerable values:
                return sql.Names.Count > 0 ? throw ParameterErrors.PositionsForNamed(sql.Names) : Positional(sql, [.. values.Cast<object?>()]);
            default:
                ObjectReader reader = ObjectReader.Of(parameters.GetType());
                return Named(sql, reader.Read(parameters), allowExtra: !reader.IsAnonymous);
        }
    }

    private static IReadOnlyList<Parameter> Named(Sql.ParsedSql sql, IReadOnlyList<NamedValue> values, bool allowExtra)
    {
        bool positional = sql.Names.Count == 0 && sql.ParameterCount > 0;
        return positional ? throw ParameterErrors.NamesForPositional(values.Select(value => value.Name)) : NamedBinding.Bind(sql, values, allowExtra);
    }

    private static Parameter[] Positional(Sql.ParsedSql sql, IReadOnlyList<object?> values)
    {
        if (values.Count != sql.ParameterCount)
        {
            throw ParameterErrors.WrongCount(sql.ParameterCount, values.Count);
        }

        return [.. values.Select((value, index) => BoundParameter.Create("", (index + 1).ToString(CultureInfo.InvariantCulture), value))];
    }

    private static IReadOnlyList<Parameter> Typed(Sql.ParsedSql sql, IReadOnlyList<Parameter> values)
    {
        if (sql.Names.Count > 0 && values.Any(value => value.Name.Length == 0))
        {
            throw ParameterErrors.PositionsForNamed(sql.Names);
        }

        if (sql.Names.Count > 0 || (sql.ParameterCount == 0 && values.Any(value => value.Name.Length > 0)))
        {
            return NamedBinding.Bind(sql, [.. values.Select(value => new NamedValue(value.Name, () => value))], allowExtra: false);
        }

        return values.Any(value => value.Name.Length > 0)
            ? throw ParameterErrors.NamesForPositional(values.Select(value => value.Name))
            : Positional(sql, values);
    }

    private static List<NamedValue> Entries(IDictionary dictionary)
    {
        var entries = new List<NamedValue>(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            object? value = entry.Value;
            entries.Add(new(entry.Key as string ?? throw ParameterErrors.KeyNotText(entry.Key.GetType()), () => value));
        }

        return entries;
    }
}
