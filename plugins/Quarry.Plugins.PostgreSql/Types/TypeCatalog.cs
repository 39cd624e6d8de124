using System.Globalization;

namespace Quarry.Plugins.PostgreSql.Types;

/// <summary>What a server says of types that are not built in; each is asked for once. On the session's thread only.</summary>
/// <param name="ask">Runs a statement and returns its rows. It may be amid others, so that nothing of theirs may be lost.</param>
internal sealed class TypeCatalog(Func<string, IReadOnlyList<string?[]>> ask)
{
    private const int MaxTypes = 4096;
    private const int MaxDepth = 32;

    private readonly Dictionary<uint, CatalogType> _types = [];

    /// <summary>The type that values of a type travel as.</summary>
    /// <param name="oid">The type, as the server described a column or parameter.</param>
    /// <param name="modifier">Its modifier, or −1.</param>
    public ResolvedType Resolve(uint oid, int modifier) => Resolve(oid, modifier, 0);

    /// <summary>Asks for all types that are not known yet, in one statement for each level of domains and arrays.</summary>
    /// <exception cref="Contracts.QuarryException">The server refused it; what it was amid has failed with it.</exception>
    public void Learn(IEnumerable<uint> oids)
    {
        if (_types.Count > MaxTypes)
        {
            _types.Clear();
        }

        uint[] unknown = [.. oids.Where(IsUnknown).Distinct()];
        for (int depth = 0; unknown.Length > 0 && depth < MaxDepth; depth++)
        {
            foreach (string?[] row in ask(Sql(unknown)))
            {
                _types[Number(row[0])] = new(row[1]!, Number(row[2]), int.Parse(row[3]!, CultureInfo.InvariantCulture), Number(row[4]));
            }

            foreach (uint oid in unknown)
            {
                // A type that was dropped since, or one that this user may not see.
                _types.TryAdd(oid, new("", 0, -1, 0));
            }

            unknown = [.. unknown.Select(oid => _types[oid]).SelectMany(type => (uint[])[type.Base, type.Element]).Where(IsUnknown).Distinct()];
        }
    }

    private ResolvedType Resolve(uint oid, int modifier, int depth)
    {
        if (depth > MaxDepth || !_types.TryGetValue(oid, out CatalogType? type))
        {
            return new(oid, modifier, TypeName.Of(oid, modifier));
        }

        if (type.Base != 0)
        {
            return Resolve(type.Base, type.BaseModifier, depth + 1) with { Name = type.Name };
        }

        if (type.Element == 0)
        {
            return new(oid, modifier, type.Name);
        }

        // An array of a domain travels like an array of the domain's base type.
        ResolvedType element = Resolve(type.Element, modifier, depth + 1);
        return new(BuiltInTypes.ArrayOf(element.Oid) is var array and not 0 ? array : oid, element.Modifier, type.Name);
    }

    private bool IsUnknown(uint oid) => oid != 0 && BuiltInTypes.Find(oid) is null && BuiltInTypes.ElementOf(oid) is null && !_types.ContainsKey(oid);

    // A true array has elements and no fixed length. Source: https://www.postgresql.org/docs/current/catalog-pg-type.html.
    private static string Sql(uint[] oids) => "select t.oid, pg_catalog.format_type(t.oid, null), t.typbasetype, t.typtypmod, "
        + "case when t.typcategory = 'A' and t.typtype = 'b' and e.typdelim = ',' then t.typelem else 0 end "
        + "from pg_catalog.pg_type t left join pg_catalog.pg_type e on e.oid = t.typelem where t.oid in ("
        + string.Join(',', oids.Select(oid => oid.ToString(CultureInfo.InvariantCulture))) + ")";

    private static uint Number(string? text) => uint.Parse(text!, CultureInfo.InvariantCulture);
}
