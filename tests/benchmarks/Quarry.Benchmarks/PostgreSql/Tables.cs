using System.Globalization;

namespace Quarry.Benchmarks.PostgreSql;

/// <summary>The tables of the benchmarks: deterministic, not periodic, without NULL.</summary>
internal static class Tables
{
    /// <summary>A hash of i in [0, n), which the statements of all tables use.</summary>
    public const string Hash = """
        create function pg_temp.r(i bigint, seed bigint, n bigint) returns bigint language sql immutable as
          $$ select (hashint8extended(i, seed) & 9223372036854775807) % n $$;
        """;

    private const int LineItemRows = 2_000_000;
    private const int NarrowRows = 4_000_000;
    private const int TextRows = 1_000_000;
    private const int NumericRows = 1_000_000;
    private const int WideRows = 100_000;

    /// <summary>The columns and distributions of TPC-H.</summary>
    public static ServerTable LineItem { get; } = new("lineitem", "liiiddddttaaattt", LineItemRows, $"""
        create table lineitem(
         l_orderkey bigint not null, l_partkey int not null, l_suppkey int not null, l_linenumber int not null,
         l_quantity numeric(12,2) not null, l_extendedprice numeric(12,2) not null, l_discount numeric(12,2) not null, l_tax numeric(12,2) not null,
         l_returnflag char(1) not null, l_linestatus char(1) not null, l_shipdate date not null, l_commitdate date not null, l_receiptdate date not null,
         l_shipinstruct char(25) not null, l_shipmode char(10) not null, l_comment varchar(44) not null);
        insert into lineitem
        select o, part, pg_temp.r(i, 2, 10000) + 1, i % 4 + 1, qty, qty * (90000 + part % 20001 + part / 10 % 1000) / 100.0, pg_temp.r(i, 4, 11) / 100.0, pg_temp.r(i, 5, 9) / 100.0,
         (array['A','N','R'])[pg_temp.r(i, 6, 3) + 1], (array['O','F'])[pg_temp.r(i, 7, 2) + 1], ship, ship + (pg_temp.r(i, 9, 121) - 60)::int, ship + pg_temp.r(i, 10, 30)::int + 1,
         (array['DELIVER IN PERSON','COLLECT COD','NONE','TAKE BACK RETURN'])[pg_temp.r(i, 11, 4) + 1], (array['REG AIR','AIR','RAIL','SHIP','TRUCK','MAIL','FOB'])[pg_temp.r(i, 12, 7) + 1],
         substr(w1 || ' ' || w2 || ' ' || w3 || ' ' || w4, 1, 10 + pg_temp.r(i, 13, 34)::int)
        from (select i, i / 4 * 8 + 1 as o, pg_temp.r(i, 1, 200000) + 1 as part, pg_temp.r(i, 3, 50) + 1 as qty, date '1992-01-02' + pg_temp.r(i / 4, 8, 2526)::int as ship,
          words[pg_temp.r(i, 20, 24) + 1] as w1, words[pg_temp.r(i, 21, 24) + 1] as w2, words[pg_temp.r(i, 22, 24) + 1] as w3, words[pg_temp.r(i, 23, 24) + 1] || ' ' || words[pg_temp.r(i, 24, 24) + 1] || ' ' || words[pg_temp.r(i, 25, 24) + 1] || ' ' || words[pg_temp.r(i, 26, 24) + 1] as w4
         from generate_series(0::bigint, {Text(LineItemRows - 1)}) i,
          (select array['furiously','carefully','quickly','blithely','slyly','express','special','pending','regular','ironic','final','bold','deposits','requests','accounts','packages','instructions','theodolites','pinto','beans','foxes','ideas','dependencies','platelets'] as words) w) s;
        """);

    /// <summary>Six columns of fixed width.</summary>
    public static ServerTable Narrow { get; } = new("narrow", "liifra", NarrowRows, $"""
        create table narrow(id bigint not null, a int not null, b int not null, x float8 not null, y float4 not null, day date not null);
        insert into narrow
        select i, pg_temp.r(i, 1, 1000000), pg_temp.r(i, 2, 100) - 50, pg_temp.r(i, 3, 1000000007) / 997.0, pg_temp.r(i, 4, 10000) / 16.0, date '1992-01-02' + pg_temp.r(i, 5, 12000)::int
        from generate_series(0::bigint, {Text(NarrowRows - 1)}) i;
        """);

    /// <summary>Eight texts of 5 to 64 bytes; one of them is not ASCII.</summary>
    public static ServerTable TextHeavy { get; } = new("text_heavy", "tttttttt", TextRows, $"""
        create table text_heavy(code text not null, name text not null, city text not null, mail text not null, street text not null, title text not null, note text not null, hash text not null);
        insert into text_heavy
        select 'C' || pg_temp.r(i, 1, 100000), 'Customer#' || lpad(pg_temp.r(i, 2, 1000000000)::text, 9, '0'), (array['Zürich','Besançon','Малага','São Paulo','東京','Köln'])[pg_temp.r(i, 3, 6) + 1],
         'user' || pg_temp.r(i, 4, 1000000) || '@example.com', pg_temp.r(i, 5, 400) || ' Long Street of the North, Block ' || pg_temp.r(i, 6, 26),
         (array['Doctor','Professor of mathematics','Clerk','Engineer'])[pg_temp.r(i, 7, 4) + 1], repeat('the quick brown fox ', 1 + pg_temp.r(i, 8, 3)::int), md5(i::text)
        from generate_series(0::bigint, {Text(TextRows - 1)}) i;
        """);

    /// <summary>Ten numerics from 5 to 28 digits.</summary>
    public static ServerTable NumericHeavy { get; } = new("numeric_heavy", "dddddddddd", NumericRows, $"""
        create table numeric_heavy(a numeric(5,2) not null, b numeric(9,2) not null, c numeric(12,2) not null, d numeric(12,4) not null, e numeric(18,2) not null,
         f numeric(18,6) not null, g numeric(20,8) not null, h numeric(24,4) not null, i numeric(28,8) not null, j numeric(28,0) not null);
        insert into numeric_heavy
        select (pg_temp.r(i, 1, 199999) - 99999) / 100.0, pg_temp.r(i, 2, 999999999) / 100.0, pg_temp.r(i, 3, 9999999999) / 100.0, pg_temp.r(i, 4, 9999999999) / 10000.0,
         (pg_temp.r(i, 5, 1999999999999999) - 999999999999999) / 100.0, pg_temp.r(i, 6, 99999999999999) / 1000000.0, pg_temp.r(i, 7, 999999999999999999) / 100000000.0,
         pg_temp.r(i, 8, 999999999999999999) * 1000.0 / 10000.0, pg_temp.r(i, 9, 999999999999999999) * 999999999.0 / 100000000.0, pg_temp.r(i, 10, 999999999999999999) * 9999999999.0
        from generate_series(0::bigint, {Text(NumericRows - 1)}) i;
        """);

    /// <summary>100 integers, 50 floats and 50 short texts.</summary>
    public static ServerTable Wide { get; } = CreateWide();

    public static IReadOnlyList<ServerTable> All { get; } = [LineItem, Narrow, TextHeavy, NumericHeavy, Wide];

    public static ServerTable Named(string name) => All.FirstOrDefault(table => table.Name == name)
        ?? throw new ArgumentException($"There is no table \"{name}\". The tables: {string.Join(", ", All.Select(table => table.Name))}.");

    private static ServerTable CreateWide()
    {
        string[] types = [.. Enumerable.Range(0, 200).Select(i => (i % 4) switch { 0 or 1 => "int", 2 => "float8", _ => "text" })];
        string columns = string.Join(", ", types.Select((type, i) => $"c{Text(i)} {type} not null"));
        string values = string.Join(", ", types.Select((type, i) => type switch
        {
            "int" => $"pg_temp.r(i, {Text(i)}, 1000000)",
            "float8" => $"pg_temp.r(i, {Text(i)}, 1000000) / 64.0",
            _ => $"'t' || (h + {Text(i)}) % 100000",
        }));
        string kinds = string.Concat(types.Select(type => type switch { "int" => 'i', "float8" => 'f', _ => 't' }));
        return new("wide", kinds, WideRows, $"""
            create table wide({columns});
            insert into wide select {values} from (select i, pg_temp.r(i, 1000, 1000000) as h from generate_series(0::bigint, {Text(WideRows - 1)}) i) s;
            """);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
