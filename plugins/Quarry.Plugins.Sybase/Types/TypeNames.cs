namespace Quarry.Plugins.Sybase.Types;

/// <summary>Names of types as ASE, its catalog and the ODBC drivers write them, in one form.</summary>
internal static class TypeNames
{
    private const string Identity = "identity";

    /// <summary>The name in lower case, without length, precision and the word for identity: <c>NUMERIC(10,0) identity</c> is <c>numeric</c>.</summary>
    public static string Bare(string name)
    {
        string bare = name.Trim().ToLowerInvariant();
        if (bare.EndsWith(Identity, StringComparison.Ordinal))
        {
            bare = bare[..^Identity.Length].TrimEnd();
        }

        int open = bare.IndexOf('(', StringComparison.Ordinal);
        return (open < 0 ? bare : bare[..open]).TrimEnd();
    }
}
