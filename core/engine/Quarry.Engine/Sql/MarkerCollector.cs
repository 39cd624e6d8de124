using System.Globalization;
using Quarry.Contracts;

namespace Quarry.Engine.Sql;

/// <summary>Collects a text's markers and numbers its distinct parameters.</summary>
internal struct MarkerCollector(string text)
{
    private List<SqlMarker>? _markers;
    private List<string>? _names;
    private Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _indexes;
    private SqlToken _first;
    private int _highest;
    private int _highestStart;

    public readonly IReadOnlyList<SqlMarker> Markers => _markers is null ? [] : _markers;

    public readonly IReadOnlyList<string> Names => _names is null ? [] : _names;

    public void Add(SqlToken token)
    {
        if (_markers is null)
        {
            _markers = [];
            _first = token;
        }
        else if (token.Kind != _first.Kind)
        {
            throw SqlErrors.Mixed(_first.In(text).ToString(), _first.Start, token.In(text).ToString(), token.Start);
        }

        _markers.Add(token.Kind switch
        {
            SqlTokenKind.NamedMarker => Named(token),
            SqlTokenKind.PlainMarker => new(token.Start, token.Length, null, _markers.Count + 1, _markers.Count),
            _ => Numbered(token),
        });
    }

    /// <summary>The number of distinct parameters.</summary>
    /// <exception cref="Contracts.QuarryException">The numbers leave a gap (User).</exception>
    public readonly int Complete()
    {
        if (_first.Kind != SqlTokenKind.NumberedMarker || _markers is null)
        {
            return _names?.Count ?? _markers?.Count ?? 0;
        }

        // More distinct numbers than markers cannot be without a gap, so the table below is never larger than the text.
        var used = new bool[_markers.Count];
        foreach (SqlMarker marker in _markers)
        {
            if (marker.Position <= used.Length)
            {
                used[marker.Position - 1] = true;
            }
        }

        int missing = Array.IndexOf(used, false) + 1;
        if (missing > 0 && missing < _highest)
        {
            throw SqlErrors.NumberGap(missing, _highest, _highestStart);
        }

        return _highest;
    }

    private SqlMarker Named(SqlToken token)
    {
        if (_names is null)
        {
            _names = [];
            _indexes = new Dictionary<string, int>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }

        ReadOnlySpan<char> name = token.In(text)[1..];
        if (!_indexes.TryGetValue(name, out int index))
        {
            index = _names.Count;
            _names.Add(name.ToString());
            _indexes[_names[index]] = index;
        }

        return new(token.Start, token.Length, _names[index], 0, index);
    }

    private SqlMarker Numbered(SqlToken token)
    {
        if (!int.TryParse(token.In(text)[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number == 0)
        {
            throw SqlErrors.BadNumber(token.Start);
        }

        if (number > _highest)
        {
            (_highest, _highestStart) = (number, token.Start);
        }

        return new(token.Start, token.Length, null, number, number - 1);
    }
}
