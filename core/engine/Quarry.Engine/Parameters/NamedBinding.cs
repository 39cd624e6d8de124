using Quarry.Contracts;

namespace Quarry.Engine.Parameters;

/// <summary>Matches the names in the SQL with the names given.</summary>
internal static class NamedBinding
{
    // So few are found faster one by one than by a table that has to be made.
    private const int FewNames = 8;

    public static IReadOnlyList<Parameter> Bind(Sql.ParsedSql sql, IReadOnlyList<NamedValue> given, bool allowExtra)
    {
        for (int index = 1; given.Count <= FewNames && index < given.Count; index++)
        {
            if (Find(given, given[index].Name) < index)
            {
                throw ParameterErrors.Twice(given[index].Name);
            }
        }

        Dictionary<string, int>? exact = given.Count > FewNames ? Exact(given) : null;
        var chosen = new int[sql.Names.Count];
        var used = new bool[given.Count];
        List<string>? missing = null;
        for (int parameter = 0; parameter < chosen.Length; parameter++)
        {
            string name = sql.Names[parameter];
            int index = exact is null ? Find(given, name) : exact.GetValueOrDefault(name, -1);
            if (index < 0)
            {
                index = FindSimilar(given, name);
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
            throw Extra(sql, given, used);
        }

        var bound = new Parameter[chosen.Length];
        for (int parameter = 0; parameter < bound.Length; parameter++)
        {
            string name = sql.Names[parameter];
            bound[parameter] = BoundParameter.Create(name, name, given[chosen[parameter]].Read());
        }

        return bound;
    }

    private static QuarryException Extra(Sql.ParsedSql sql, IReadOnlyList<NamedValue> given, bool[] used)
        => ParameterErrors.Extra([.. given.Where((_, index) => !used[index]).Select(value => value.Name)], sql.Names);

    private static int FindSimilar(IReadOnlyList<NamedValue> given, string name)
    {
        int[] candidates = [.. Enumerable.Range(0, given.Count).Where(other => given[other].Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return candidates.Length > 1 ? throw ParameterErrors.Ambiguous(name, candidates.Select(other => given[other].Name)) : candidates is [int only] ? only : -1;
    }

    private static int Find(IReadOnlyList<NamedValue> given, string name)
    {
        for (int index = 0; index < given.Count; index++)
        {
            if (given[index].Name == name)
            {
                return index;
            }
        }

        return -1;
    }

    private static Dictionary<string, int> Exact(IReadOnlyList<NamedValue> given)
    {
        var exact = new Dictionary<string, int>(given.Count, StringComparer.Ordinal);
        for (int index = 0; index < given.Count; index++)
        {
            if (!exact.TryAdd(given[index].Name, index))
            {
                throw ParameterErrors.Twice(given[index].Name);
            }
        }

        return exact;
    }
}
