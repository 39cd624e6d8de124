using System.Globalization;
using System.Text;
using Quarry.Contracts;
using Quarry.Odbc.Errors;

namespace Quarry.Odbc.Parameters;

/// <summary>SQL with ODBC's markers, which are all <c>?</c> and have a value each.</summary>
/// <param name="Text">The SQL.</param>
/// <param name="Order">For each marker the 0-based index of the value that goes there.</param>
internal sealed record MarkerText(string Text, IReadOnlyList<int> Order)
{
    /// <summary>Rewrites the markers of a dialect for values whose types are known.</summary>
    /// <param name="sql">A text with markers as the dialect writes them.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="profile">Writes the marker of a type, or null.</param>
    /// <param name="parameters">The values.</param>
    public static MarkerText Of(string sql, Dialect dialect, OdbcProfile? profile, IReadOnlyList<Parameter> parameters)
        => Of(sql, dialect, parameters.Count, index => profile is not null && index < parameters.Count && parameters[index].Direction == System.Data.ParameterDirection.Input
            ? profile.ParameterMarker(parameters[index].Type) : "?");

    /// <summary>Rewrites the markers of a dialect.</summary>
    /// <param name="sql">A text with markers as the dialect writes them.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="parameters">How many values there are; without any the text is sent as it is.</param>
    public static MarkerText Of(string sql, Dialect dialect, int parameters) => Of(sql, dialect, parameters, static _ => "?");

    /// <summary>The values in the order of the markers.</summary>
    public IReadOnlyList<Parameter> Arrange(IReadOnlyList<Parameter> parameters) => [.. Order.Select(index => parameters[index])];

    private static MarkerText Of(string sql, Dialect dialect, int parameters, Func<int, string> marker)
    {
        if (parameters == 0)
        {
            return new(sql, []);
        }

        var numbers = new Dictionary<string, int>(parameters);
        for (int i = 0; i < parameters; i++)
        {
            numbers.TryAdd(dialect.ParameterMarker(i + 1), i);
        }

        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> markers = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var text = new StringBuilder(sql.Length);
        var order = new List<int>();
        var tokens = new SqlTokenizer(sql, dialect.Lexicon);
        while (tokens.Next(out SqlToken token))
        {
            ReadOnlySpan<char> piece = token.In(sql);
            if (!token.IsMarker)
            {
                text.Append(piece);
                continue;
            }

            int index = token.Kind == SqlTokenKind.PlainMarker ? order.Count : IndexOf(markers, parameters, piece, token.Kind);
            if (index < 0)
            {
                // A variable of the statement's own, such as T-SQL's.
                text.Append(piece);
                continue;
            }

            order.Add(index);
            text.Append(marker(index));
        }

        // Drivers that meet more read and write memory that is not theirs.
        return order.Count <= short.MaxValue ? new(text.ToString(), order) : throw OdbcErrors.TooManyParameters(order.Count);
    }

    private static int IndexOf(Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> markers, int parameters, ReadOnlySpan<char> marker, SqlTokenKind kind)
    {
        if (markers.TryGetValue(marker, out int index))
        {
            return index;
        }

        // $2 and :2 mean the second, however the dialect writes its own.
        return kind == SqlTokenKind.NumberedMarker && int.TryParse(marker[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 && number <= parameters
            ? number - 1
            : -1;
    }
}
