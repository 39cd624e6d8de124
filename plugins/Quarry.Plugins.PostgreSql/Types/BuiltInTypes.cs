using System.Collections.Frozen;

namespace Quarry.Plugins.PostgreSql.Types;

/// <summary>The types that every database of PostgreSQL has, with their names in SQL and their array types. Object ids never change, so that nothing has to be
/// asked of the server for them. Source: src/include/catalog/pg_type.dat.</summary>
internal static class BuiltInTypes
{
    private static readonly BuiltInType[] s_all =
    [
        new(16, "boolean", 1000),
        new(17, "bytea", 1001),
        new(18, "\"char\"", 1002),
        new(19, "name", 1003),
        new(20, "bigint", 1016),
        new(21, "smallint", 1005),
        new(22, "int2vector", 1006),
        new(23, "integer", 1007),
        new(24, "regproc", 1008),
        new(25, "text", 1009),
        new(26, "oid", 1028),
        new(27, "tid", 1010),
        new(28, "xid", 1011),
        new(29, "cid", 1012),
        new(30, "oidvector", 1013),
        new(114, "json", 199),
        new(142, "xml", 143),
        new(194, "pg_node_tree", 0),
        new(600, "point", 1017),
        new(601, "lseg", 1018),
        new(602, "path", 1019),
        new(603, "box", 1020),
        new(604, "polygon", 1027),
        new(628, "line", 629),
        new(650, "cidr", 651),
        new(700, "real", 1021),
        new(701, "double precision", 1022),
        new(705, "unknown", 0),
        new(718, "circle", 719),
        new(774, "macaddr8", 775),
        new(790, "money", 791),
        new(829, "macaddr", 1040),
        new(869, "inet", 1041),
        new(1033, "aclitem", 1034),
        new(1042, "character", 1014),
        new(1043, "character varying", 1015),
        new(1082, "date", 1182),
        new(1083, "time without time zone", 1183),
        new(1114, "timestamp without time zone", 1115),
        new(1184, "timestamp with time zone", 1185),
        new(1186, "interval", 1187),
        new(1266, "time with time zone", 1270),
        new(1560, "bit", 1561),
        new(1562, "bit varying", 1563),
        new(1700, "numeric", 1231),
        new(1790, "refcursor", 2201),
        new(2202, "regprocedure", 2207),
        new(2203, "regoper", 2208),
        new(2204, "regoperator", 2209),
        new(2205, "regclass", 2210),
        new(2206, "regtype", 2211),
        new(2249, "record", 2287),
        new(2275, "cstring", 1263),
        new(2278, "void", 0),
        new(2950, "uuid", 2951),
        new(2970, "txid_snapshot", 2949),
        new(3220, "pg_lsn", 3221),
        new(3361, "pg_ndistinct", 0),
        new(3402, "pg_dependencies", 0),
        new(3614, "tsvector", 3643),
        new(3615, "tsquery", 3645),
        new(3642, "gtsvector", 3644),
        new(3734, "regconfig", 3735),
        new(3769, "regdictionary", 3770),
        new(3802, "jsonb", 3807),
        new(3904, "int4range", 3905),
        new(3906, "numrange", 3907),
        new(3908, "tsrange", 3909),
        new(3910, "tstzrange", 3911),
        new(3912, "daterange", 3913),
        new(3926, "int8range", 3927),
        new(4072, "jsonpath", 4073),
        new(4089, "regnamespace", 4090),
        new(4096, "regrole", 4097),
        new(4191, "regcollation", 4192),
        new(4451, "int4multirange", 6150),
        new(4532, "nummultirange", 6151),
        new(4533, "tsmultirange", 6152),
        new(4534, "tstzmultirange", 6153),
        new(4535, "datemultirange", 6155),
        new(4536, "int8multirange", 6157),
        new(4600, "pg_brin_bloom_summary", 0),
        new(4601, "pg_brin_minmax_multi_summary", 0),
        new(5017, "pg_mcv_list", 0),
        new(5038, "pg_snapshot", 5039),
        new(5069, "xid8", 271),
    ];

    private static readonly FrozenDictionary<uint, BuiltInType> s_byOid = s_all.ToFrozenDictionary(type => type.Oid);
    private static readonly FrozenDictionary<uint, BuiltInType> s_byArray = s_all.Where(type => type.ArrayOid != 0).ToFrozenDictionary(type => type.ArrayOid);

    /// <summary>All of them, arrays aside.</summary>
    public static IReadOnlyList<BuiltInType> All => s_all;

    /// <summary>A type, or null if it is an array or not built in.</summary>
    public static BuiltInType? Find(uint oid) => s_byOid.GetValueOrDefault(oid);

    /// <summary>The type whose array this is, or null.</summary>
    public static BuiltInType? ElementOf(uint arrayOid) => s_byArray.GetValueOrDefault(arrayOid);

    /// <summary>The array of a type, or 0.</summary>
    public static uint ArrayOf(uint oid) => s_byOid.GetValueOrDefault(oid)?.ArrayOid ?? 0;
}
