namespace Quarry.Plugins.PostgreSql.Types;

/// <summary>Names of types as SQL writes them, with their modifiers. Source: format_type in src/backend/utils/adt/format_type.c.</summary>
internal static class TypeName
{
    /// <summary>A built-in type's or its array's name, or "" for another.</summary>
    /// <param name="oid">The type.</param>
    /// <param name="modifier">atttypmod, −1 if there is none.</param>
    public static string Of(uint oid, int modifier)
        => BuiltInTypes.Find(oid) is { } type ? WithModifier(type, modifier)
            : BuiltInTypes.ElementOf(oid) is { } element ? WithModifier(element, modifier) + "[]" : "";

    private static string WithModifier(BuiltInType type, int modifier)
    {
        if (modifier < 0)
        {
            return type.Name;
        }

        var parsed = new TypeModifier(type.Oid, modifier);
        switch (type.Oid)
        {
            case Oids.Numeric when parsed.Precision > 0:
                return $"numeric({parsed.Precision},{parsed.Scale})";
            case Oids.BpChar or Oids.VarChar or Oids.Bit or Oids.VarBit when parsed.Length > 0:
                return $"{type.Name}({parsed.Length})";
            case Oids.Time or Oids.TimeTz or Oids.Timestamp or Oids.TimestampTz:
                int space = type.Name.IndexOf(' ', StringComparison.Ordinal);
                return $"{type.Name[..space]}({modifier}){type.Name[space..]}";
            default:
                return type.Name;
        }
    }
}
