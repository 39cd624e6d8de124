namespace Quarry.Plugins.PostgreSql.Types;

/// <summary>What a type's modifier (atttypmod) says.</summary>
internal readonly struct TypeModifier
{
    // A modifier of a length or of a numeric counts the 4 bytes of a length word that it once had: VARHDRSZ in src/include/c.h.
    private const int HeaderBytes = 4;

    public TypeModifier(uint oid, int modifier)
    {
        int value = modifier - HeaderBytes;
        if (oid == Oids.Numeric && value >= 0)
        {
            // Eleven bits with a sign since PostgreSQL 15, which older servers never exceed. Source: make_numeric_typmod in numeric.c.
            (Precision, Scale) = (value >> 16 & 0xFFFF, (value & 0x7FF ^ 1024) - 1024);
        }
        else if (oid is Oids.BpChar or Oids.VarChar && value >= 0)
        {
            Length = value;
        }
        else if (oid is Oids.Bit or Oids.VarBit && modifier >= 0)
        {
            Length = modifier;
        }
    }

    /// <summary>Digits of a numeric, or 0 if it has no limit.</summary>
    public int Precision { get; }

    /// <summary>Digits after the point, negative for zeros before it; it may exceed the precision.</summary>
    public int Scale { get; }

    /// <summary>Characters or bits, or 0 if there is no limit.</summary>
    public int Length { get; }
}
