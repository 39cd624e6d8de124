namespace Quarry.Plugins.PostgreSql.Connecting.Options;

/// <summary>What somebody who misspelt a name may have meant.</summary>
internal static class NearestNames
{
    /// <summary>The three nearest names by the number of letters to change, nearest first.</summary>
    public static IEnumerable<string> Of(string name, IEnumerable<string> known)
        => known.OrderBy(candidate => Distance(name.ToLowerInvariant(), candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal).Take(3);

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 0; i < a.Length; i++)
        {
            int diagonal = row[0]++;
            for (int j = 0; j < b.Length; j++)
            {
                int next = Math.Min(Math.Min(row[j], row[j + 1]) + 1, diagonal + (a[i] == b[j] ? 0 : 1));
                (diagonal, row[j + 1]) = (row[j + 1], next);
            }
        }

        return row[^1];
    }
}
