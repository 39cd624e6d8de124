namespace Quarry.Cli.ProcessTests;

/// <summary>Tables with the edges of every SQLite storage class and declared type, which every format has to carry.</summary>
internal static class EdgeTables
{
    public static string[] Statements { get; } =
    [
        "create table edges (id integer primary key, i integer, r real, s text, b blob, d decimal(18,4), day date, at timestamp, yes boolean, j json, none text)",
        "insert into edges values (1, -9223372036854775808, -1.7976931348623157e308, '', x'', '-12345678901.2345', '0001-01-01', '0001-01-01T00:00:00', 0, '{}', null)",
        "insert into edges values (2, 9223372036854775807, 4.9e-324, 'a,\"b\"' || char(10) || 'é漢😀', x'00ff10', '99999999999.9999', '9999-12-31', '9999-12-31T23:59:59.999999', 1, '[1,\"x\",null]', null)",
        "insert into edges values (3, 0, 9e999, char(0) || 'nul' || char(9) || char(1) || '\\', zeroblob(100000), 12, '2024-02-29', '2024-02-29 12:00:00', 1, '\"\"', null)",
        "insert into edges values (4, null, null, null, null, null, null, null, null, null, null)",
        "insert into edges values (5, 1, -9e999, char(128570) || char(1114111), x'0102', '-0.0001', '1969-12-31', '1970-01-01 00:00:00', 0, '{\"k\":[1e400]}', null)",
        "insert into edges values (6, -1, -0.0, hex(zeroblob(40000)), x'00', 0, '1970-01-01', '1969-12-31 23:59:59.5', null, 'null', null)",
        "insert into edges values (7, 2, 2.2250738585072009e-308, 'x', x'ff', 1, null, null, 1, null, null)",
        "create table many (id integer, word text, half real, maybe integer)",
        """
        insert into many with recursive c(x) as (select 1 union all select x + 1 from c where x < 5000)
        select x, 'word ' || (x % 17), x / 2.0, iif(x % 3 = 0, null, x * x) from c
        """,
        "create table empty (id integer, s text, b blob, r real, d decimal(30,10), at timestamp)",
    ];

    /// <summary>A name, the SQL, and further options of <c>query</c>.</summary>
    public static (string Name, string Sql, string[] Options)[] Queries { get; } =
    [
        ("edges", "select * from edges order by id", []),
        ("edges row by row", "select * from edges order by id", ["--batch-rows", "1"]),
        ("nulls only", "select none, null as n, s from edges where id = 4", []),
        ("no rows", "select * from empty", []),
        ("many batches", "select * from many order by id", ["--batch-rows", "100"]),
        ("names and a negative zero", "select -1e-200 * 1e-200 as z, 1 as \"a \"\"b\"\", c\", 2 as x, 3 as x, 4 as \"\", 5 as \"é漢😀\"", []),
    ];
}
