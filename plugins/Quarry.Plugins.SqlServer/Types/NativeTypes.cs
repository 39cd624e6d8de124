using System.Collections.Frozen;
using Quarry.Contracts;
using Quarry.Plugins.Shared;

namespace Quarry.Plugins.SqlServer.Types;

/// <summary>What a native type is, as far as its arguments do not matter.</summary>
internal enum TypeFamily
{
    Bit,
    TinyInt,
    SmallInt,
    Int,
    BigInt,
    Decimal,
    Money,
    SmallMoney,
    Real,
    Float,
    Date,
    Time,
    DateTime,
    SmallDateTime,
    DateTime2,
    DateTimeOffset,
    Text,
    FixedBinary,
    Binary,
    RowVersion,
    UniqueIdentifier,
    Xml,
    Json,
    Vector,
}

/// <summary>The types of SQL Server (https://learn.microsoft.com/sql/t-sql/data-types/data-types-transact-sql) by name and by SQL type code.</summary>
internal static class NativeTypes
{
    private static readonly FrozenDictionary<string, TypeFamily> s_byName = new Dictionary<string, TypeFamily>(StringComparer.Ordinal)
    {
        ["bit"] = TypeFamily.Bit,
        ["tinyint"] = TypeFamily.TinyInt,
        ["smallint"] = TypeFamily.SmallInt,
        ["int"] = TypeFamily.Int,
        ["integer"] = TypeFamily.Int,
        ["bigint"] = TypeFamily.BigInt,
        ["decimal"] = TypeFamily.Decimal,
        ["dec"] = TypeFamily.Decimal,
        ["numeric"] = TypeFamily.Decimal,
        ["money"] = TypeFamily.Money,
        ["smallmoney"] = TypeFamily.SmallMoney,
        ["real"] = TypeFamily.Real,
        ["float"] = TypeFamily.Float,
        ["double precision"] = TypeFamily.Float,
        ["date"] = TypeFamily.Date,
        ["time"] = TypeFamily.Time,
        ["datetime"] = TypeFamily.DateTime,
        ["smalldatetime"] = TypeFamily.SmallDateTime,
        ["datetime2"] = TypeFamily.DateTime2,
        ["datetimeoffset"] = TypeFamily.DateTimeOffset,
        ["char"] = TypeFamily.Text,
        ["varchar"] = TypeFamily.Text,
        ["nchar"] = TypeFamily.Text,
        ["nvarchar"] = TypeFamily.Text,
        ["text"] = TypeFamily.Text,
        ["ntext"] = TypeFamily.Text,
        ["sysname"] = TypeFamily.Text,
        ["sql_variant"] = TypeFamily.Text,
        ["binary"] = TypeFamily.FixedBinary,
        ["varbinary"] = TypeFamily.Binary,
        ["image"] = TypeFamily.Binary,
        ["timestamp"] = TypeFamily.RowVersion,
        ["rowversion"] = TypeFamily.RowVersion,
        ["uniqueidentifier"] = TypeFamily.UniqueIdentifier,
        ["xml"] = TypeFamily.Xml,
        ["json"] = TypeFamily.Json,
        ["hierarchyid"] = TypeFamily.Binary,
        ["geometry"] = TypeFamily.Binary,
        ["geography"] = TypeFamily.Binary,
        ["udt"] = TypeFamily.Binary,
        ["vector"] = TypeFamily.Vector,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A known name wins; of an alias type, of an expression and of what is newer than this table the code decides.</summary>
    public static TypeFamily FamilyOf(string name, NativeColumn column) => s_byName.TryGetValue(name, out TypeFamily family) ? family : column.TypeCode switch
    {
        SqlTypes.Bit => TypeFamily.Bit,
        // Unsigned, whatever the driver says of it: the server has no other.
        SqlTypes.TinyInt => TypeFamily.TinyInt,
        SqlTypes.SmallInt => TypeFamily.SmallInt,
        SqlTypes.Integer => TypeFamily.Int,
        SqlTypes.BigInt => TypeFamily.BigInt,
        SqlTypes.Numeric or SqlTypes.Decimal => TypeFamily.Decimal,
        SqlTypes.Real => TypeFamily.Real,
        SqlTypes.Float or SqlTypes.Double => TypeFamily.Float,
        SqlTypes.Date or SqlTypes.Date2 => TypeFamily.Date,
        SqlTypes.Time or SqlTypes.Time2 or SqlTypes.ServerTime => TypeFamily.Time,
        SqlTypes.Timestamp or SqlTypes.Timestamp2 => TypeFamily.DateTime2,
        SqlTypes.ServerTimestampOffset => TypeFamily.DateTimeOffset,
        SqlTypes.Binary or SqlTypes.VarBinary or SqlTypes.LongVarBinary or SqlTypes.Udt => TypeFamily.Binary,
        SqlTypes.Guid => TypeFamily.UniqueIdentifier,
        SqlTypes.Xml => TypeFamily.Xml,
        _ => TypeFamily.Text,
    };

    public static bool IsKnown(string name) => s_byName.ContainsKey(name);
}
