namespace Quarry.Plugins.Sqlite.Types;

/// <summary>The five rules, in their order, of https://www.sqlite.org/datatype3.html#determination_of_column_affinity.</summary>
internal static class AffinityRule
{
    public static Affinity Of(string declared)
    {
        bool Has(string word) => declared.Contains(word, StringComparison.OrdinalIgnoreCase);
        return Has("INT") ? Affinity.Integer
            : Has("CHAR") || Has("CLOB") || Has("TEXT") ? Affinity.Text
            : Has("BLOB") || declared.Length == 0 ? Affinity.Blob
            : Has("REAL") || Has("FLOA") || Has("DOUB") ? Affinity.Real
            : Affinity.Numeric;
    }
}
