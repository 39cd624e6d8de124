namespace Quarry.Plugins.Sqlite.Catalog;

/// <summary>Compares names as SQLite does (sqlite3_stricmp): letters of ASCII without case, all else as it is.</summary>
internal sealed class Names : StringComparer
{
    public static StringComparer Comparer { get; } = new Names();

    public override int Compare(string? x, string? y) => string.CompareOrdinal(Fold(x), Fold(y));

    public override bool Equals(string? x, string? y) => string.Equals(Fold(x), Fold(y), StringComparison.Ordinal);

    public override int GetHashCode(string obj) => Fold(obj)!.GetHashCode(StringComparison.Ordinal);

    private static string? Fold(string? name)
        => name is null ? null : string.Create(name.Length, name, static (folded, from) =>
        {
            for (int i = 0; i < from.Length; i++)
            {
                folded[i] = char.IsAsciiLetterUpper(from[i]) ? (char)(from[i] | 0x20) : from[i];
            }
        });
}
