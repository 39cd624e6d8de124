using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>Matches the names in the SQL with the names given.</summary>
internal static class NamedBinding
{
    public static IReadOnlyList<Parameter> Bind(Sql.ParsedSql sql, IReadOnlyList<NamedValue> given, bool allowExtra)
    {
        var exact = new Dictionary<string, int>(given.Count, StringComparer.Ordinal);
        for (int index = 0; index < given.Count; index++)
        {
            if (!exact.TryAdd(given[index].Name, index))
            {
                throw ParameterErrors.Twice(given[index].Name);
            }
        }

        ILookup<string, int>? similar = null;
        var chosen = new int[sql.Names.Count];
        var used = new bool[given.Count];
        List<string>? missing = null;
        for (int parameter = 0; parameter < chosen.Length; parameter++)
        {
            string name = sql.Names[parameter];
            if (!exact.TryGetValue(name, out int index))
            {
                similar ??= Enumerable.Range(0, given.Count).ToLookup(other => given[other].Name, StringComparer.OrdinalIgnoreCase);
                IEnumerable<int> candidates = similar[name];
                index = candidates.Skip(1).Any() ? throw ParameterErrors.Ambiguous(name, candidates.Select(other => given[other].Name)) : candidates.FirstOrDefault(-1);
            }

            if (index < 0)
            {
                (missing ??= []).Add(name);
                continue;
            }

            chosen[parameter] = index;
            used[index] = true;
        }

        if (missing is not null)
        {
            throw ParameterErrors.Missing(missing, [.. given.Select(value => value.Name)]);
        }

        if (!allowExtra && Array.IndexOf(used, false) >= 0)
        {
            throw ParameterErrors.Extra([.. given.Where((_, index) => !used[index]).Select(value => value.Name)], sql.Names);
        }

        return [.. sql.Names.Select((name, parameter) => BoundParameter.Create(name, name, given[chosen[parameter]].Read()))];
    }
}
