namespace Quarry.Cli.Catalogs;

/// <summary>How far two names are from each other: the least number of characters to insert, delete or replace, without regard to case.</summary>
internal static class NameDistance
{
    public static int Between(string one, string other)
    {
        // One row of the table of all prefixes at a time (Wagner and Fischer).
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
